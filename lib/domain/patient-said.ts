import type { OfferView, VisitView } from './patient-views'
import type { Reason } from './result'
import { isWishProblem, type WishProblem } from './wish-form'

/** What a page behind a link says about the answer that was just sent. */
export type Said =
  | 'wish-on'
  | 'wish-off'
  | 'wishes-saved'
  | 'kept'
  | 'moved'
  | 'failed'
  | WishProblem
  | Reason

/** Of that, what stands above the page: the rest the page says by itself. */
export type Told = 'wish-on' | 'wish-off' | 'wishes-saved' | 'failed' | 'begun' | 'answered-before'

/**
 * What a visit's page tells above it. The address may be anybody's making: nothing is told that
 * the visit as it stands does not bear out. `asked`: the patient is asked about earlier times.
 */
export function toldOfVisit(
  said: string | undefined,
  visit: { view: VisitView; asked: boolean; begun: boolean },
): Told | null {
  if (visit.view !== 'ask' && visit.view !== 'confirmed') return null
  if (said === 'already-started') return visit.begun ? 'begun' : null
  return said === 'failed' ? 'failed' : toldOfWish(said, visit.asked)
}

/** The same for an offer's page. */
export function toldOfOffer(
  said: string | undefined,
  { view, asked }: { view: OfferView; asked: boolean },
): Told | null {
  if (view === 'visit-changed') return null
  // What keeping one's time says once the earlier one is accepted.
  const tooLate = said === 'changed-meanwhile' || isWishProblem(said)
  if (view === 'accepted' && tooLate) return 'answered-before'
  const answered = view === 'declined' || view === 'accepted'
  if (said === 'not-open') return answered ? 'answered-before' : null
  return said === 'failed' ? 'failed' : toldOfWish(said, asked)
}

/** Whether the patient has just kept their time, with nothing left that a row could tell it by. */
export function hasKept(said: string | undefined, view: OfferView): boolean {
  const unsaved = said === 'wished-enough' || isWishProblem(said)
  return view === 'late' && (said === 'kept' || unsaved)
}

function toldOfWish(said: string | undefined, asked: boolean): Told | null {
  if (said === 'wish-off') return asked ? null : said
  return (said === 'wish-on' || said === 'wishes-saved') && asked ? said : null
}
