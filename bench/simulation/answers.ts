import { judge } from '@/lib/domain/matching'
import { contextOf } from './candidates'
import {
  type Clinic,
  clashes,
  enlist,
  type Offer,
  type Opening,
  unlist,
  type Visit,
} from './clinic'
import { closeOffer, closeOfferTo, closeOpening, open } from './openings'
import { ofCurve, stream } from './random'
import { awake, decideFate } from './visits'
import { hour } from './world'

/** Draws whether and when the patient answers, and puts it on the queue. */
export function expectAnswer(clinic: Clinic, offer: Offer): void {
  const { a, queue, seed } = clinic
  const { visit } = offer
  const { patient, id } = visit.request
  const random = stream(seed, 'answer', id, visit.offers)
  const answers = random() < patient.answersOne && patient.answers
  const delay = ofCurve(random, a.answerDelayHours) * patient.delay * hour
  const at = awake(a, random, queue.now() + delay, Number.POSITIVE_INFINITY)
  const [wants, says] = [random(), random()]
  if (!answers || at >= +offer.opening.toFill.start) return
  queue.put(at, () => {
    if (visit.version !== offer.version || visit.state !== 'booked') return
    if (wants < likes(clinic, offer.opening, visit)) pressAccept(clinic, offer)
    else if (says < a.saysNo) decline(clinic, offer)
  })
}

/** How likely a patient who reads of an opening now wants it: not at all when it does not truly suit. */
export function likes(clinic: Clinic, opening: Opening, visit: Visit): number {
  const { a } = clinic
  const truly = {
    ...visit.candidate,
    wishes: visit.request.wishes,
    alreadyOffered: false,
    pendingOfferElsewhere: false,
    busyThen: clashes(clinic, visit, opening.toFill.start),
  }
  const verdict = judge(opening.toFill, truly, contextOf(clinic))
  if (!verdict.suits) return 0
  const { least, fullFromDays } = a.gainWorth
  return a.accepts * Math.min(1, least + ((1 - least) * verdict.gainDays) / fullFromDays)
}

function pressAccept(clinic: Clinic, offer: Offer): void {
  const { policy, queue } = clinic
  const { opening, visit } = offer
  offer.answeredAt = queue.now()
  const late = offer.state === 'expired' && policy.lateAccept && opening.state === 'open'
  if (offer.state !== 'pending' && !(late && clinic.active.has(opening))) {
    offer.inVain = true
    return
  }
  if (offer.state === 'pending') closeOffer(clinic, offer, 'accepted')
  offer.state = 'accepted'
  offer.late = late
  moveTo(clinic, opening, visit)
}

/** The visit moves to the opening, and the time it leaves is the chain's next (`acceptOffer`). */
export function moveTo(clinic: Clinic, opening: Opening, visit: Visit): void {
  const { book, queue } = clinic
  closeOpening(clinic, opening, 'filled')
  closeOfferTo(clinic, visit)
  const { place: before } = visit
  book.free(before)
  if (!book.isFree(opening.place)) throw new Error(`Opening ${opening.toFill.id} is given twice`)
  book.take(opening.place)
  visit.place = opening.place
  visit.version++
  const { practitionerId, start } = opening.toFill
  // Who was just helped waits anew.
  enlist(clinic, visit, { practitionerId, start, since: new Date(queue.now()) })
  decideFate(clinic, visit, queue.now())
  open(clinic, visit, before, opening.depth + 1)
}

function decline(clinic: Clinic, offer: Offer): void {
  offer.answeredAt = clinic.queue.now()
  closeOffer(clinic, offer, 'declined')
  // The first Medcal took who declined off the list for good.
  if (clinic.policy.asks === 'daily') unlist(clinic, offer.visit)
}
