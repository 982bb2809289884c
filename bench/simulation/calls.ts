import { likes, moveTo } from './answers'
import { found } from './candidates'
import type { Clinic, Opening } from './clinic'
import { stream } from './random'
import { dayLong } from './world'

const minute = 60_000

/** Staff call down the list in office hours, as far as they get to it. */
export function callByTelephone(clinic: Clinic, opening: Opening): void {
  const { a, book, policy, queue, seed } = clinic
  if (policy.asks !== 'by-telephone' || opening.depth > 0) return
  const { attended, withinDays, firstCallMinutes, minutesBetween, calls } = a.telephone
  const random = stream(seed, 'calls', opening.toFill.id)
  if (random() >= attended) return
  const soon = Math.max(queue.now(), +opening.toFill.start - withinDays * dayLong)
  let at = book.working(soon) + firstCallMinutes * minute
  for (let call = 0; call < calls; call++) {
    at = book.working(at)
    const [reached, wants] = [random(), random()]
    queue.put(at, () => ring(clinic, opening, reached, wants))
    at += minutesBetween * minute
  }
}

function ring(clinic: Clinic, opening: Opening, reached: number, wants: number): void {
  if (!clinic.active.has(opening)) return
  const [best] = found(clinic, opening, 1)
  if (!best) return
  opening.offeredTo.add(best.visit.request.patient.id)
  best.visit.offers++
  const accepts = reached < clinic.a.telephone.reached && wants < likes(clinic, opening, best.visit)
  const now = clinic.queue.now()
  clinic.offers.push({
    ...{ opening, visit: best.visit, version: best.visit.version, gainDays: best.gainDays },
    ...{ at: now, askedAtOnce: 1, expires: now, answeredAt: now, late: false, inVain: false },
    state: accepts ? 'accepted' : 'declined',
  })
  if (accepts) moveTo(clinic, opening, best.visit)
}
