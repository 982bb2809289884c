import { and, eq, sql } from 'drizzle-orm'
import { inClinic, lookup, type Tx } from '@/db/client'
import { clinics, invitations, staff } from '@/db/schema'

/** The clinic that an account works or worked for (`active` false), by the provider's subject, or null. */
export async function membershipOf(
  subject: string,
): Promise<{ clinicId: string; clinicName: string; active: boolean } | null> {
  const [row] = await lookup<{ clinicId: string; active: boolean }>(
    sql`select clinic_id as "clinicId", active from find_staff(${subject})`,
  )
  if (!row) return null
  const [clinic] = await inClinic(row.clinicId, (tx) =>
    tx.select({ name: clinics.name }).from(clinics).where(eq(clinics.id, row.clinicId)),
  )
  return clinic ? { ...row, clinicName: clinic.name } : null
}

/** An invitation with its clinic and who sent it, or null. */
export async function invitationWithClinic(tx: Tx, clinicId: string, invitationId: string) {
  const [row] = await tx
    .select({
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
      acceptedAt: invitations.acceptedAt,
      revokedAt: invitations.revokedAt,
      clinicName: clinics.name,
      timeZone: clinics.timeZone,
      invitedBy: staff.name,
    })
    .from(invitations)
    .innerJoin(clinics, eq(clinics.id, invitations.clinicId))
    .innerJoin(
      staff,
      and(eq(staff.clinicId, invitations.clinicId), eq(staff.id, invitations.invitedBy)),
    )
    .where(and(eq(invitations.clinicId, clinicId), eq(invitations.id, invitationId)))
  return row ?? null
}
