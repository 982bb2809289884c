import { acceptance, fillRate, share } from '@/lib/domain/insights'
import { thousands } from '@/lib/domain/insights-findings'
import type { Insights } from './insights'
import { type Kpi, Kpis } from './kpis'
import { said } from './values'

/** The five figures that matter most. */
export function MainFigures({ insights }: { insights: Insights }) {
  const { openings, offers, currency } = insights
  const { now, before } = openings
  const compared = before.openings > 0
  const decided = now.filled + now.lost
  const each = share(now.recoveredCents, now.filled)
  const items: Kpi[] = [
    {
      ...{ name: 'Openings filled', unit: 'share', now: fillRate(now), before: fillRate(before) },
      ...{ note: `${thousands(now.filled)} of ${thousands(decided)}`, more: 'better' },
    },
    {
      ...{ name: 'Days gained', unit: 'count', now: now.daysGained, before: before.daysGained },
      note: now.gain ? `median ${said(now.gain.median, 'days', currency)} a patient` : 'nobody yet',
      more: 'better',
    },
    {
      ...{ name: 'Time to fill', unit: 'minutes', now: now.fillMinutes },
      ...{ before: before.fillMinutes, note: 'median', more: 'worse' },
    },
    {
      ...{ name: 'Revenue recovered', unit: 'money', now: now.recoveredCents },
      before: before.recoveredCents,
      note: each === null ? 'no visit' : `${said(Math.round(each), 'money', currency)} a visit`,
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
      note: `${thousands(offers.now.accepted)} of ${thousands(offers.now.offers - offers.now.pending)}`,
      more: 'better',
    },
    {
      ...{ name: 'Time to answer', unit: 'minutes', now: offers.now.answerMinutes },
      ...{ before: offers.before.answerMinutes, note: 'median, yes or no', more: 'worse' },
    },
  ]
  return <Kpis label="More figures" items={items} compared={compared} currency={currency} small />
}
