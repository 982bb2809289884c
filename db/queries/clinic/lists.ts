import { asc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointmentTypes, practitioners } from '@/db/schema'

/** All practitioners and types of the clinic in its order, those no longer active last. */
export async function practitionersAndTypes(tx: Tx, clinicId: string) {
  const [people, types] = await Promise.all([
    tx
      .select({ id: practitioners.id, name: practitioners.name, active: practitioners.active })
      .from(practitioners)
      .where(eq(practitioners.clinicId, clinicId))
      .orderBy(asc(practitioners.position), asc(practitioners.name)),
    tx
      .select({
        id: appointmentTypes.id,
        name: appointmentTypes.name,
        durationMinutes: appointmentTypes.durationMinutes,
        active: appointmentTypes.active,
      })
      .from(appointmentTypes)
      .where(eq(appointmentTypes.clinicId, clinicId))
      .orderBy(asc(appointmentTypes.position), asc(appointmentTypes.name)),
  ])
  const activeFirst = <T extends { active: boolean }>(rows: T[]) =>
    rows.toSorted((a, b) => Number(b.active) - Number(a.active))
  return { practitioners: activeFirst(people), types: activeFirst(types) }
}
