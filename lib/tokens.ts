import { createHash, createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'
import { env } from './env'

export type TokenPurpose = 'visit' | 'offer' | 'invitation'

/** What a link's token is bound to. */
export type TokenRow = {
  clinicId: string
  purpose: TokenPurpose
  appointmentId: string | null
  appointmentVersion: number | null
  offerId: string | null
  invitationId: string | null
}

/**
 * The token of a link: 256 bits, derived under the server's secret so that a mail that is sent
 * twice has the same link. `rowId` is the appointment's, offer's or invitation's.
 */
export function tokenFor(purpose: TokenPurpose, rowId: string, version: number): string {
  return createHmac('sha256', env().TOKEN_SECRET)
    .update(`${purpose}:${rowId}:${version}`)
    .digest('base64url')
}

/** What the database keeps of a token. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** What a token from a link is bound to, or null for one that is malformed, unknown or for another purpose. */
export async function findToken(token: string, purpose: TokenPurpose): Promise<TokenRow | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const hash = hashToken(token).toString('hex')
  const [row] = await lookup<TokenRow>(sql`
    select clinic_id as "clinicId", purpose, appointment_id as "appointmentId",
      appointment_version as "appointmentVersion", offer_id as "offerId",
      invitation_id as "invitationId"
    from find_token(decode(${hash}, 'hex'))`)
  return row?.purpose === purpose ? row : null
}
