import { type QuietHours, quietUntil } from './holds'
import { isExpectedState } from './states'

/** For how many seconds staff are shown the way back from what they did. */
export const undoSeconds = 12

/** In ms: as long as staff are shown it, and their last press is under way for a moment. */
export const takeBackMs = (undoSeconds + 3) * 1000

/**
 * From when on others may be told, and the time it leaves be offered, of a change made `now`. A move
 * by staff may have been an accident: it waits until they can no longer take it back where they made it.
 */
export function toldFrom(
  change: { isInHand: boolean; by: 'staff' | 'patient' | 'system' },
  now: Date,
): Date {
  return change.isInHand && change.by === 'staff' ? new Date(+now + takeBackMs) : now
}

/**
 * In seconds: how long a message waits for its next try after the first, the second, … that failed,
 * as Inngest's own retries wait (pkg/backoff of inngest/inngest), but never longer than ten minutes:
 * a mail server that is back is to be noticed soon.
 */
const pauses = [15, 30, 60, 120, 300, 600]

/** In ms. How long a message is tried for; mail servers that are down for longer are looked after. */
const triedFor = 4 * 3_600_000

/** When a message is tried again whose try number `attempts`, begun `now`, failed; null when it has been tried for long enough. */
export function nextTry(attempts: number, triedSince: Date, now: Date): Date | null {
  if (+now - +triedSince >= triedFor) return null
  const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? 0
  return new Date(+now + pause * 1000)
}

/**
 * Until when a mail waits because of quiet hours, or null when it goes out at once: one that answers
 * what somebody did just now does.
 */
export function quietWait(
  kind: MessageState['kind'],
  now: Date,
  quiet: QuietHours | null,
  zone: string,
): Date | null {
  return unbidden.includes(kind) ? quietUntil(now, quiet, zone) : null
}

const unbidden: MessageState['kind'][] = ['offer', 'offer-closed', 'confirm']

/** What decides, in the moment of sending, whether a queued message still says what is the case. */
export type MessageState = {
  kind:
    | 'booked'
    | 'confirm'
    | 'moved'
    | 'cancelled'
    | 'offer'
    | 'accepted'
    | 'offer-closed'
    | 'invitation'
  version: number | null
  appointment: { status: string; version: number; startsAt: Date } | null
  offer: { state: string; expiresAt: Date } | null
  /** Whether the patient was mailed the offer. */
  offerTold: boolean
  invitation: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date } | null
}

/**
 * Why a message is not to be sent any more, or null when it is. Nothing goes out about a visit
 * that was cancelled, moved or is over, except the word of the cancellation itself.
 */
export function staleMessage(message: MessageState, now: Date): string | null {
  const { kind, version, appointment, offer, offerTold, invitation } = message
  if (kind === 'invitation') {
    if (!invitation || invitation.acceptedAt || invitation.revokedAt)
      return 'the invitation is closed'
    return invitation.expiresAt <= now ? 'the invitation is over' : null
  }
  if (!appointment) return 'the visit is gone'
  if (appointment.version !== version) return 'the visit has moved'
  if (appointment.startsAt <= now) return 'the visit has begun'
  if (kind === 'cancelled')
    return appointment.status === 'cancelled' ? null : 'the visit stands again'
  const isAwaited =
    kind === 'confirm' ? appointment.status === 'booked' : isExpectedState(appointment.status)
  if (!isAwaited) return `the visit is ${appointment.status}`
  if (kind === 'offer' && !(offer?.state === 'pending' && offer.expiresAt > now))
    return 'the offer is over'
  if (kind === 'offer-closed' && !offerTold) return 'the offer never went out'
  return null
}
