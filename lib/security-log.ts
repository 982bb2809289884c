import { createHmac } from 'node:crypto'
import { env } from './env'
import { log } from './log'

/** What is worth knowing when somebody asks who was in, and who tried to be. */
type SecurityEvent =
  | 'sign-in'
  | 'sign-in-failed'
  | 'sign-out'
  | 'sign-out-everywhere'
  | 'ended-session-used'
  | 'refused-role'
  | 'refused-foreign-origin'
  | 'refused-unverified'
  | 'limit-reached'

type Facts = {
  clinicId?: string
  staffId?: string
  /** The account's subject at the identity provider; the log gets a keyed hash of it. */
  subject?: string
  /** A fixed word of ours: a permission, a limit's name, a status. Nothing that somebody typed. */
  what?: string
}

/**
 * Writes one line to the log about an event that matters for security (OWASP ASVS 5, 16.3). It
 * carries ids and fixed words, never a name or an address; `account` is the same for the same
 * account for as long as `AUTH0_SECRET` is. Sign-ins and sign-outs are of level info, all else warn.
 */
export function securityEvent(name: SecurityEvent, { subject, ...facts }: Facts = {}): void {
  const level = /^sign-(in|out)(-everywhere)?$/.test(name) ? 'info' : 'warn'
  const account = subject && accountHash(subject)
  log[level]({ security: name, ...facts, account }, 'security event')
}

function accountHash(subject: string): string {
  return createHmac('sha256', env().AUTH0_SECRET).update(subject).digest('hex').slice(0, 16)
}
