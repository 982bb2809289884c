import type { InsightsAddress } from '@/components/insights/address'
import type { Insights } from '@/components/insights/insights'
import { inClinic } from '@/db/client'
import { practitionersAndTypes } from '@/db/queries/clinic/lists'
import {
  fillTimes,
  hasOpenings,
  offerInsights,
  openingInsights,
} from '@/db/queries/insights/insights'
import { slotInsights } from '@/db/queries/insights/slots'
import { visitInsights, waitingInsights } from '@/db/queries/insights/visits'
import type { Clinic } from '@/lib/commands/change'
import { periodOf, rangeOf, unitOf } from '@/lib/domain/insights'
import { dayOf } from '@/lib/domain/time'

/** All figures of the page and of its file, from one moment. */
export async function loadInsights(clinic: Clinic, address: InsightsAddress): Promise<Insights> {
  const { timeZone: zone, currency, holdMinutes } = clinic
  return inClinic(clinic.id, async (tx, now) => {
    const today = dayOf(now, zone)
    const period = periodOf(address, today)
    const { practitioners, types } = await practitionersAndTypes(tx, clinic.id)
    const chosen = practitioners.find(({ id }) => id === address.practitionerId) ?? null
    const { start, end } = rangeOf(period, zone)
    const beforeStart = rangeOf(period.before, zone).start
    const practitionerId = chosen?.id ?? null
    const { days } = period
    const scope = { beforeStart, start, end, days, unit: unitOf(period), zone, practitionerId }
    const [openings, slots, offers, fills, visits, waiting, any] = await Promise.all([
      openingInsights(tx, clinic.id, scope),
      slotInsights(tx, clinic.id, scope, now),
      offerInsights(tx, clinic.id, scope, now),
      fillTimes(tx, clinic.id, scope),
      visitInsights(tx, clinic.id, scope, now),
      waitingInsights(tx, clinic.id, scope),
      hasOpenings(tx, clinic.id),
    ])
    const clock = { zone, now, today }
    const lists = { practitioners, types, chosen }
    const figures = { openings, slots, offers, fills, visits, waiting }
    return { period, unit: scope.unit, any, currency, holdMinutes, clock, ...lists, ...figures }
  })
}
