import type { Reason } from './result'

/** So often, in so many hours from the first time on; then it is refused for that reason. */
type Limit = {
  /** Or the clinic's own setting of that name. */
  points: number | 'selfMovesADay' | 'wishChangesADay'
  hours: number
  reason: Reason
}

/**
 * All that one person could do without end to send others emails or to keep the server busy, and how
 * often they may. The figures are ours: far above what a day at a desk or a change of mind needs, far
 * below what a script does. Each counts for one thing, named beside it. What fails or is refused is
 * not counted, but for `press` and `sign-up`, which are there for those who only try.
 */
export const limits = {
  /** One address that a clinic invites: a lost email is sent again twice or three times. */
  'invite-address': { points: 5, hours: 24, reason: 'address-invited-enough' },
  /** A clinic's invitations to anybody: a large practice joins in a day. */
  invite: { points: 50, hours: 24, reason: 'invited-enough' },
  /** One visit that staff ask about by hand, when its emails fail. */
  ask: { points: 3, hours: 24, reason: 'asked-enough' },
  /** One patient whose address is corrected or whose links are ended: each may send emails anew. */
  links: { points: 10, hours: 24, reason: 'links-ended-enough' },
  /** A clinic's sweeps by hand. */
  sweep: { points: 30, hours: 1, reason: 'swept-enough' },
  /** One visit that its patient moves. */
  move: { points: 'selfMovesADay', hours: 24, reason: 'moved-enough' },
  /** One visit for which its patient says whether and which earlier times suit. */
  wish: { points: 'wishChangesADay', hours: 24, reason: 'wished-enough' },
  /** One link: all presses of its buttons, of which most change nothing the second time. */
  press: { points: 200, hours: 24, reason: 'pressed-enough' },
  /** One mailbox whose accounts try to make a clinic. */
  'sign-up': { points: 10, hours: 24, reason: 'signed-up-enough' },
} satisfies Record<string, Limit>

export type LimitName = keyof typeof limits

/** Why something is refused that was done too often. */
export type LimitReason<N extends LimitName> = (typeof limits)[N]['reason']

/** What a clinic has set; not needed for limits that nobody sets. */
export type OwnLimits = { selfMovesADay: number; wishChangesADay: number }

/** How often something may be done at a clinic. */
export function pointsOf(name: LimitName, own: OwnLimits): number {
  const { points } = limits[name]
  return typeof points === 'number' ? points : own[points]
}

/** The mailbox of an address: capitals and what stands after a plus do not make another (RFC 5233). */
export function mailboxOf(email: string): string {
  const [name = '', host = ''] = email.trim().toLowerCase().split('@')
  return `${name.split('+')[0]}@${host}`
}
