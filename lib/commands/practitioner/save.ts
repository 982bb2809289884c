import { and, count, eq, sql } from 'drizzle-orm'
import { isActive, isExpected, isToCome } from '@/db/queries/predicates'
import { appointments, openings, practitioners, workingHours } from '@/db/schema'
import type { WorkingHours } from '@/lib/domain/availability'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { subtract } from '@/lib/domain/time'
import { worksHere } from '../appointment/placing'
import { type Change, type Context, change } from '../change'
import { comingWork, openRanges } from '../opening/open-ranges'
import { closeOpening } from '../opening/openings'
import { lockPractitioners } from '../slots'

export type SavePractitioner = {
  /** Null adds one. */
  practitionerId: string | null
  name: string
  /** The whole week, wall clock; what lies between two stretches of a day is a break. */
  hours: WorkingHours[]
}

/**
 * Adds a practitioner, or changes a name and the working week. Visits outside the new hours stay;
 * hours that were not there before are opened to patients who wait.
 */
export async function savePractitioner(
  context: Context,
  input: SavePractitioner,
): Promise<Result<{ practitionerId: string }>> {
  return change(context, async (c) => {
    const practitionerId = input.practitionerId
      ? await rename(c, input.practitionerId, input.name)
      : await add(c, input.name)
    if (!practitionerId) return refuse('not-found')

    const clinicId = c.clinic.id
    await lockPractitioners(c.tx, practitionerId)
    const before = await c.tx
      .delete(workingHours)
      .where(
        and(eq(workingHours.clinicId, clinicId), eq(workingHours.practitionerId, practitionerId)),
      )
      .returning()
    const rows = input.hours.map((row) => ({ ...row, clinicId, practitionerId }))
    if (rows.length > 0) await c.tx.insert(workingHours).values(rows)
    await c.audit(input.practitionerId ? 'practitioner.edited' : 'practitioner.added', {
      details: { practitionerId, name: input.name, hours: input.hours },
    })
    if (await worksHere(c, practitionerId)) {
      const added = subtract(comingWork(c, input.hours), comingWork(c, before))
      await openRanges(c, practitionerId, added, 'added-hours')
    }
    return ok({ practitionerId })
  })
}

/**
 * Stops or resumes bookings with a practitioner. Refuses to stop while visits are still to come
 * (`in-use`); free times of theirs are offered to nobody any more.
 */
export async function setPractitionerActive(
  context: Context,
  input: { practitionerId: string; active: boolean },
): Promise<Result<null>> {
  return change(context, async (c) => {
    await lockPractitioners(c.tx, input.practitionerId)
    const [after] = await c.tx
      .update(practitioners)
      .set({ active: input.active })
      .where(
        and(eq(practitioners.clinicId, c.clinic.id), eq(practitioners.id, input.practitionerId)),
      )
      .returning({ name: practitioners.name })
    if (!after) return refuse('not-found')
    if (!input.active) {
      const coming = await comingVisits(c, input.practitionerId)
      if (coming > 0) return refuse('in-use', { visits: coming })
      await withdrawOpenings(c, input.practitionerId)
    }
    await c.audit(input.active ? 'practitioner.activated' : 'practitioner.deactivated', {
      details: { practitionerId: input.practitionerId, name: after.name },
    })
    return ok(null)
  })
}

async function rename(
  { tx, clinic }: Change,
  practitionerId: string,
  name: string,
): Promise<string | undefined> {
  const [row] = await tx
    .update(practitioners)
    .set({ name })
    .where(and(eq(practitioners.clinicId, clinic.id), eq(practitioners.id, practitionerId)))
    .returning({ id: practitioners.id })
  return row?.id
}

async function add({ tx, clinic }: Change, name: string): Promise<string | undefined> {
  const [row] = await tx
    .insert(practitioners)
    .values({
      clinicId: clinic.id,
      name,
      position: sql`(select coalesce(max(p.position) + 1, 0) from practitioners p where p.clinic_id = ${clinic.id})`,
    })
    .returning({ id: practitioners.id })
  return row?.id
}

async function comingVisits({ tx, now, clinic }: Change, practitionerId: string): Promise<number> {
  const [row] = await tx
    .select({ coming: count() })
    .from(appointments)
    .where(
      and(
        eq(appointments.clinicId, clinic.id),
        eq(appointments.practitionerId, practitionerId),
        isExpected(appointments),
        isToCome(appointments, now),
      ),
    )
  return row?.coming ?? 0
}

async function withdrawOpenings(c: Change, practitionerId: string): Promise<void> {
  const active = await c.tx
    .select()
    .from(openings)
    .where(
      and(
        eq(openings.clinicId, c.clinic.id),
        eq(openings.practitionerId, practitionerId),
        isActive(openings),
      ),
    )
  for (const opening of active) {
    await closeOpening(c, opening, { state: 'withdrawn', why: 'practitioner-away' })
  }
}
