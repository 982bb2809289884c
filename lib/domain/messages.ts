import { type QuietHours, quietUntil } from './holds'
import type { MessageKind, MessageWhy } from './message-kinds'
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
  kind: MessageKind,
  now: Date,
  quiet: QuietHours | null,
  zone: string,
): Date | null {
  return unsolicitedKinds.includes(kind) ? quietUntil(now, quiet, zone) : null
}

const unsolicitedKinds: MessageKind[] = ['offer', 'offer-closed', 'confirm']

type VisitStatus = 'booked' | 'confirmed' | 'arrived' | 'fulfilled' | 'noshow' | 'cancelled'

/** What decides, in the moment of sending, whether a queued message still says what is the case. */
export type MessageState = {
  kind: MessageKind
  version: number | null
  appointment: { status: VisitStatus; version: number; startsAt: Date } | null
  offer: { state: string; expiresAt: Date } | null
  /** Whether the patient was mailed the offer. */
  offerTold: boolean
  invitation: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date } | null
}

/**
 * Why a message is not to be sent any more, or null when it is. Nothing goes out about a visit
 * that was cancelled, moved or is over, except the word of the cancellation itself.
 */
export function staleMessage(message: MessageState, now: Date): MessageWhy | null {
  const { kind, version, appointment, offer, offerTold, invitation } = message
  if (kind === 'invitation') {
    if (!invitation || invitation.acceptedAt || invitation.revokedAt) return 'invitation-closed'
    return invitation.expiresAt <= now ? 'invitation-expired' : null
  }
  if (!appointment) return 'visit-gone'
  if (appointment.version !== version) return 'visit-moved'
  if (appointment.startsAt <= now) return 'visit-begun'
  const { status } = appointment
  if (kind === 'cancelled') return status === 'cancelled' ? null : 'visit-reinstated'
  if (!isExpectedState(status)) return `visit-${status}`
  if (kind === 'confirm' && status === 'confirmed') return 'visit-confirmed'
  if (kind === 'offer' && !(offer?.state === 'pending' && offer.expiresAt > now))
    return 'offer-over'
  if (kind === 'offer-closed' && !offerTold) return 'offer-never-sent'
  return null
}
