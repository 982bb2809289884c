import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { lookup, type Tx } from '@/db/client'
import { tokens } from '@/db/schema'
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
 * twice has the same link. `rowId` is the appointment's, offer's or invitation's; `epoch` is how
 * often the links of its patient were ended.
 */
export function tokenFor(
  purpose: TokenPurpose,
  rowId: string,
  version: number,
  epoch = 0,
  secret = env().TOKEN_SECRET,
): string {
  // Without an epoch as before there were any: those links are still out.
  const bound = [purpose, rowId, version, ...(epoch > 0 ? [epoch] : [])].join(':')
  return createHmac('sha256', secret).update(bound).digest('base64url')
}

/** What the database keeps of a token. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/**
 * What a token from a link is bound to; null for one that is malformed, unknown, for another purpose,
 * or ended: since its patient's links were, or since it was made under a secret that is no longer set.
 */
export async function findToken(token: string, purpose: TokenPurpose): Promise<TokenRow | null> {
  const row = await issued(token, purpose)
  return row && isMade(token, row) ? row : null
}

/** The clinic of a link that was out once and has ended; null for any other. */
export async function clinicOfEnded(token: string, purpose: TokenPurpose): Promise<string | null> {
  const row = await issued(token, purpose)
  return row && !isMade(token, row) ? row.clinicId : null
}

/**
 * The path of a link that is out for a version of a visit, or for an offer, for a page behind another
 * link of the same patient; null where none is.
 */
export async function pathOut(
  tx: Tx,
  link: { purpose: 'visit' | 'offer'; rowId: string; version: number; epoch: number },
): Promise<string | null> {
  const { purpose, rowId, version } = link
  const could = made({ ...link, linksEpoch: link.epoch })
  const bound =
    purpose === 'visit'
      ? sql`${tokens.appointmentId} = ${rowId} and ${tokens.appointmentVersion} = ${version}`
      : sql`${tokens.offerId} = ${rowId}`
  const out = await tx.select({ hash: tokens.hash }).from(tokens).where(bound)
  const token = could.find((one) => out.some(({ hash }) => hashToken(one).equals(hash)))
  return token ? `/${purpose}/${token}` : null
}

type Issued = TokenRow & { linksEpoch: number }

/** What the database has of a token of that purpose, whether or not it has ended. */
async function issued(token: string, purpose: TokenPurpose): Promise<Issued | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const hash = hashToken(token).toString('hex')
  const [row] = await lookup<Issued>(sql`
    select clinic_id as "clinicId", purpose, appointment_id as "appointmentId",
      appointment_version as "appointmentVersion", offer_id as "offerId",
      invitation_id as "invitationId", links_epoch as "linksEpoch"
    from find_token(decode(${hash}, 'hex'))`)
  return row?.purpose === purpose ? row : null
}

/** Whether a token is one that we would make for its row today. */
function isMade(token: string, row: Issued): boolean {
  const rowId = row.appointmentId ?? row.offerId ?? row.invitationId
  if (!rowId) return false
  const given = Buffer.from(token)
  const could = made({ ...row, rowId, version: row.appointmentVersion ?? 1 })
  return could.some((one) => timingSafeEqual(Buffer.from(one), given))
}

/**
 * All tokens that could stand for a row: under the secret and the one before it; and, as a move that
 * is taken back keeps the links of its version, for the versions before, the newest first.
 */
function made(row: {
  purpose: TokenPurpose
  rowId: string
  version: number
  linksEpoch: number
}): string[] {
  const { TOKEN_SECRET, TOKEN_SECRET_PREVIOUS } = env()
  const secrets = [TOKEN_SECRET, ...(TOKEN_SECRET_PREVIOUS ? [TOKEN_SECRET_PREVIOUS] : [])]
  const versions = Array.from({ length: row.version }, (_, before) => row.version - before)
  return secrets.flatMap((secret) =>
    versions.map((version) => tokenFor(row.purpose, row.rowId, version, row.linksEpoch, secret)),
  )
}
