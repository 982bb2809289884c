import {
  acceptance,
  answerable,
  fillRate,
  share,
  slotsLost,
  wonBackRate,
} from '@/lib/domain/insights'
import { slotsFinding, thousands } from '@/lib/domain/insights-findings'
import type { Insights } from './insights'
import { type Kpi, Kpis } from './kpis'
import { inDays, said } from './values'

/** The five figures that matter most. */
export function MainFigures({ insights }: { insights: Insights }) {
  const { openings, slots, offers, currency } = insights
  const { now, before } = openings
  const compared = before.openings > 0
  const decided = now.filled + now.lost
  const each = share(slots.now.recoveredCents, slots.now.wonBack)
  const items: Kpi[] = [
    {
      ...{ name: 'Openings filled', unit: 'share', now: fillRate(now), before: fillRate(before) },
      ...{ note: `${thousands(now.filled)} of ${thousands(decided)}`, more: 'better' },
    },
    {
      ...{ name: 'Days gained', unit: 'count', now: now.daysGained, before: before.daysGained },
      note: now.gain ? `median ${inDays(now.gain.median)} a patient` : 'nobody yet',
      more: 'better',
    },
    {
      ...{ name: 'Time to fill', unit: 'minutes', now: now.fillMinutes },
      ...{ before: before.fillMinutes, note: 'median', more: 'worse' },
    },
    {
      ...{ name: 'Revenue recovered', unit: 'money', now: slots.now.recoveredCents },
      before: slots.before.recoveredCents,
      note:
        each === null ? 'no slot' : `${said(Math.round(each), 'money', currency)} a slot won back`,
      more: 'better',
    },
    {
      ...{ name: 'Accepted and kept', unit: 'share', now: share(offers.now.kept, offers.now.due) },
      before: share(offers.before.kept, offers.before.due),
      note: `${thousands(offers.now.kept)} of ${thousands(offers.now.due)}`,
      more: 'better',
    },
  ]
  return <Kpis label="Main figures" items={items} compared={compared} currency={currency} />
}

/** What came of the slots that fell free, under its finding. */
export function Slots({ insights }: { insights: Insights }) {
  const { now, before } = insights.slots
  if (now.freed + slotsLost(now) === 0) return null
  const items: Kpi[] = [
    {
      ...{ name: 'Slots won back', unit: 'share', now: wonBackRate(now) },
      ...{ before: wonBackRate(before), more: 'better' },
      note: `${thousands(now.wonBack)} of ${thousands(now.wonBack + now.endedEmpty)}, ${thousands(now.undecided)} in play`,
    },
    {
      ...{ name: 'Slots lost', unit: 'count', now: slotsLost(now), before: slotsLost(before) },
      ...{ note: 'in all', more: 'worse' },
    },
    {
      ...{ name: 'Offered, ended empty', unit: 'count', now: now.endedEmpty },
      ...{ before: before.endedEmpty, note: 'of the lost', more: 'worse' },
    },
    {
      ...{ name: 'No-show', unit: 'count', now: now.missed, before: before.missed },
      ...{ note: 'not offered onward', more: 'worse' },
    },
    {
      ...{ name: 'Cancelled, not offered', unit: 'count', now: now.unoffered },
      ...{ before: before.unoffered, note: 'nor booked again', more: 'worse' },
    },
  ]
  return (
    <section aria-labelledby="slots" className="flex flex-col gap-3">
      <h2 id="slots" className="pt-2 text-18 font-strong text-ink">
        {slotsFinding(now.wonBack, slotsLost(now))}
      </h2>
      <Kpis
        label="Slots"
        items={items}
        compared={before.freed + slotsLost(before) > 0}
        currency={insights.currency}
        small
      />
    </section>
  )
}

/** What else there is to say of openings and offers. */
export function MoreFigures({ insights }: { insights: Insights }) {
  const { openings, offers, currency } = insights
  const { now, before } = openings
  const compared = before.openings > 0
  const items: Kpi[] = [
    {
      ...{ name: 'Openings lost', unit: 'count', now: now.lost, before: before.lost },
      note: `${thousands(now.takenBack)} taken back, ${thousands(now.inPlay)} in play`,
      more: 'worse',
    },
    {
      ...{ name: 'Filled by hand', unit: 'count', now: now.byHand, before: before.byHand },
      ...{ note: `of ${thousands(now.filled)} filled`, more: 'neither' },
    },
    {
      ...{ name: 'Time to first offer', unit: 'minutes', now: now.firstOfferMinutes },
      ...{ before: before.firstOfferMinutes, note: 'median', more: 'worse' },
    },
    {
      ...{ name: 'Offers for each accepted', unit: 'ratio', now: share(now.offers, now.accepted) },
      before: share(before.offers, before.accepted),
      note: `${thousands(now.offers)} offers`,
      more: 'worse',
    },
    {
      ...{ name: 'Offers accepted', unit: 'share', now: acceptance(offers.now) },
      before: acceptance(offers.before),
      note: `${thousands(offers.now.accepted)} of ${thousands(answerable(offers.now))}; somebody quicker ${thousands(offers.now.quicker)}, withdrawn ${thousands(offers.now.withdrawn)}`,
      more: 'better',
    },
    {
      ...{ name: 'Time to answer', unit: 'minutes', now: offers.now.answerMinutes },
      ...{ before: offers.before.answerMinutes, note: 'median, yes or no', more: 'worse' },
    },
  ]
  return <Kpis label="More figures" items={items} compared={compared} currency={currency} small />
}
