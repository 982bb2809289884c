import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, type messages, patients, tokens } from '@/db/schema'
import { hashToken, type TokenPurpose, tokenFor } from '@/lib/tokens'

type Message = Pick<
  typeof messages.$inferSelect,
  'clinicId' | 'kind' | 'appointmentId' | 'appointmentVersion' | 'offerId' | 'invitationId'
>

/** The paths of a message's links, from the app's root. */
export type LinkPaths = { visit: string | null; offer: string | null; invitation: string | null }

/**
 * Makes the links of a message and remembers their hashes. The same message has the same links, until
 * its patient's were ended: then it has those that work now. `ended`: how often that was, where it is known.
 */
export async function issueLinks(tx: Tx, message: Message, ended?: number): Promise<LinkPaths> {
  const { clinicId, kind, appointmentId, appointmentVersion, offerId, invitationId } = message
  const paths: LinkPaths = { visit: null, offer: null, invitation: null }
  const epoch = ended ?? (appointmentId ? await linksEpoch(tx, clinicId, appointmentId) : 0)
  const issue = async (purpose: TokenPurpose, rowId: string, version: number, bound: object) => {
    const token = tokenFor(purpose, rowId, version, epoch)
    await tx
      .insert(tokens)
      .values({ hash: hashToken(token), clinicId, purpose, ...bound })
      .onConflictDoNothing()
    return token
  }
  if (appointmentId && appointmentVersion && kind !== 'cancelled') {
    const bound = { appointmentId, appointmentVersion }
    paths.visit = `/visit/${await issue('visit', appointmentId, appointmentVersion, bound)}`
  }
  if (offerId && kind === 'offer') {
    paths.offer = `/offer/${await issue('offer', offerId, 1, { offerId })}`
  }
  if (invitationId) {
    paths.invitation = `/invite/${await issue('invitation', invitationId, 1, { invitationId })}`
  }
  return paths
}

/** How often the links of a visit's patient were ended. */
async function linksEpoch(tx: Tx, clinicId: string, appointmentId: string): Promise<number> {
  const [row] = await tx
    .select({ linksEpoch: patients.linksEpoch })
    .from(appointments)
    .innerJoin(patients, eq(patients.id, appointments.patientId))
    .where(and(eq(appointments.clinicId, clinicId), eq(appointments.id, appointmentId)))
  return row?.linksEpoch ?? 0
}
