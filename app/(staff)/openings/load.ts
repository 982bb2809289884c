import type { OpeningsAddress } from '@/components/openings/address'
import type { Plan } from '@/components/openings/words'
import { inClinic, type Tx } from '@/db/client'
import { practitionersAndTypes } from '@/db/queries/clinic/lists'
import { lastSweepDay } from '@/db/queries/clinic/sweep-runs'
import {
  matchContext,
  openingToFill,
  waitlistFor,
  weightsOf,
} from '@/db/queries/opening/candidates'
import { namesOf, openingDetails } from '@/db/queries/opening/details'
import {
  closedOpenings,
  latestChains,
  listActiveOpenings,
  patientsOpenToEarlier,
} from '@/db/queries/opening/openings'
import type { Clinic } from '@/lib/commands/change'
import { rank } from '@/lib/domain/matching'
import { nextSweep } from '@/lib/domain/sweeps'
import { addDays, dayOf, dayRange } from '@/lib/domain/time'

/** How far the panel looks into the waitlist at first, and what else is shown at most. */
export const most = { candidates: 200, closed: 100, chains: 2 }
/** How far back the latest chains go, and those that are asked for. */
const chainDays = { latest: 30, more: 365 }

/** All that the page of openings shows at an address. */
export function loadOpenings(clinic: Clinic, address: OpeningsAddress) {
  return inClinic(clinic.id, (tx, now) => readPage(tx, clinic, address, now))
}

async function readPage(
  tx: Tx,
  clinic: Clinic,
  { practitionerId, openingId, chains, looked }: OpeningsAddress,
  now: Date,
) {
  const zone = clinic.timeZone
  const known = await practitionersAndTypes(tx, clinic.id)
  const people = known.practitioners.filter(({ active }) => active)
  const types = known.types.filter(({ active }) => active)
  const who = people.find(({ id }) => id === practitionerId)?.id
  const since = dayRange(addDays(dayOf(now, zone), -6), zone).start
  const back = chains ? chainDays.more : chainDays.latest
  const [active, closed, chainRows, lastDay, selected] = await Promise.all([
    listActiveOpenings(tx, clinic.id, who),
    closedOpenings(tx, clinic.id, { since, practitionerId: who, limit: most.closed }),
    latestChains(tx, clinic.id, {
      since: dayRange(addDays(dayOf(now, zone), -back), zone).start,
      practitionerId: who,
      // One more, to know whether there are more.
      limit: (chains ?? most.chains) + 1,
    }),
    lastSweepDay(tx, clinic.id, 'reschedule-cancelled'),
    openingId ? readSelected(tx, clinic, openingId, looked ?? most.candidates, now) : null,
  ])
  const openToEarlier = active.length === 0 ? await patientsOpenToEarlier(tx, clinic.id) : 0
  const plan: Plan = {
    offersOn: clinic.offersOn,
    mailFailsSince: clinic.mailFailsSince,
    daysAhead: clinic.rescheduleDaysAhead,
    nextLook: clinic.rescheduleOn
      ? nextSweep({ at: clinic.rescheduleAt, zone, lastDay, now })
      : null,
  }
  return { now, people, types, active, closed, chainRows, selected, since, plan, openToEarlier }
}

async function readSelected(tx: Tx, clinic: Clinic, openingId: string, limit: number, now: Date) {
  const opening = await openingDetails(tx, clinic.id, openingId)
  if (!opening) return null
  if (opening.closedAt || opening.startsAt <= now) return { opening, ranking: null }
  const toFill = await openingToFill(tx, clinic.id, opening)
  const { candidates, next } = await waitlistFor(tx, clinic, toFill, {
    limit,
    wishing: false,
    now,
  })
  const ids = candidates.map(({ appointmentId }) => appointmentId)
  const ranked = rank(toFill, candidates, matchContext(clinic, now))
  const names = await namesOf(tx, clinic.id, ids)
  const weights = weightsOf(clinic)
  return { opening, ranking: { ...ranked, names, weights, cut: next !== null } }
}
