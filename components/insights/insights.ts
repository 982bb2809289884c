import type { OfferInsights, OpeningInsights } from '@/db/queries/insights/insights'
import type { SlotInsights } from '@/db/queries/insights/slots'
import type { VisitInsights, WaitingInsights } from '@/db/queries/insights/visits'
import type { Compared, Period } from '@/lib/domain/insights'
import type { Day } from '@/lib/domain/time'

type Named = { id: string; name: string }

/** All figures of the page and of its file. */
export type Insights = {
  period: Period
  unit: 'day' | 'week' | 'month'
  /** Whether the clinic has ever had an opening. */
  any: boolean
  currency: string
  holdMinutes: number
  clock: { zone: string; now: Date; today: Day }
  practitioners: Named[]
  types: Named[]
  /** Whose figures alone; null for everybody's. */
  chosen: Named | null
  openings: OpeningInsights
  slots: SlotInsights
  offers: OfferInsights
  /** Filled openings by step of `fillCurve`. */
  fills: Compared<Map<number, number>>
  visits: VisitInsights
  waiting: WaitingInsights
}
