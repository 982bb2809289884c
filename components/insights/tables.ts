import { weekdayName } from '@/lib/domain/format'
import {
  acceptance,
  ageBands,
  answerable,
  type Bands,
  type Compared,
  type Confirmation,
  cancelRate,
  confirmations,
  fillCurve,
  fillRate,
  gainBands,
  leadBands,
  noOffers,
  noOpenings,
  noSlots,
  noshowRate,
  noticeBands,
  noVisits,
  type OfferFigures,
  type OpeningFigures,
  type SlotFigures,
  share,
  slotsLost,
  type VisitFigures,
  wonBackRate,
} from '@/lib/domain/insights'
import type { Rate } from '@/lib/domain/insights-findings'
import { addDays, mondayOf } from '@/lib/domain/time'
import type { Insights } from './insights'
import type { Unit, Value } from './values'

/** Figures row by row, each with that of the period before: what page and file both show. */
export type FigureTable = {
  title: string
  /** What the rows are: 'Notice', 'Practitioner'. */
  by: string
  columns: { name: string; unit: Unit }[]
  rows: FigureRow[]
}

export type FigureRow = { label: string; now: Value[]; before: Value[] | null }

type Column<F> = { name: string; unit: Unit; of: (figures: F) => Value }
type Groups<F> = { label: string; pair: Compared<F> }[]

const openingColumns: Column<OpeningFigures>[] = [
  { name: 'Openings', unit: 'count', of: (f) => f.openings },
  { name: 'Filled', unit: 'count', of: (f) => f.filled },
  { name: 'Of these by hand', unit: 'count', of: (f) => f.byHand },
  { name: 'Lost', unit: 'count', of: (f) => f.lost },
  { name: 'Fill rate', unit: 'share', of: fillRate },
  { name: 'Taken back', unit: 'count', of: (f) => f.takenBack },
  { name: 'Still in play', unit: 'count', of: (f) => f.inPlay },
  { name: 'Time to first offer, median', unit: 'minutes', of: (f) => f.firstOfferMinutes },
  { name: 'Time to fill, median', unit: 'minutes', of: (f) => f.fillMinutes },
  { name: 'Offers for each accepted', unit: 'ratio', of: (f) => share(f.offers, f.accepted) },
  { name: 'Days gained', unit: 'count', of: (f) => f.daysGained },
  { name: 'Days gained, lower quartile', unit: 'days', of: (f) => f.gain?.low ?? null },
  { name: 'Days gained, median', unit: 'days', of: (f) => f.gain?.median ?? null },
  { name: 'Days gained, upper quartile', unit: 'days', of: (f) => f.gain?.high ?? null },
]

const slotColumns: Column<SlotFigures>[] = [
  { name: 'Slots freed', unit: 'count', of: (f) => f.freed },
  { name: 'Slots won back', unit: 'count', of: (f) => f.wonBack },
  { name: 'Slots won back, share', unit: 'share', of: wonBackRate },
  { name: 'Slots undecided', unit: 'count', of: (f) => f.undecided },
  { name: 'Slots lost', unit: 'count', of: slotsLost },
  { name: 'Offered, ended empty', unit: 'count', of: (f) => f.endedEmpty },
  { name: 'No-show', unit: 'count', of: (f) => f.missed },
  { name: 'Cancelled, not offered', unit: 'count', of: (f) => f.unoffered },
  { name: 'Recovered', unit: 'money', of: (f) => f.recoveredCents },
  { name: 'Lost money', unit: 'money', of: (f) => f.lostCents },
]

/** Openings, and the slots whose story they are. */
type FreedFigures = OpeningFigures & SlotFigures

const noneFreed: FreedFigures = { ...noOpenings, ...noSlots }

const freedColumns: Column<FreedFigures>[] = [...openingColumns, ...slotColumns]

const offerColumns: Column<OfferFigures>[] = [
  { name: 'Offers', unit: 'count', of: (f) => f.offers },
  { name: 'Accepted', unit: 'count', of: (f) => f.accepted },
  { name: 'Declined', unit: 'count', of: (f) => f.declined },
  { name: 'No answer', unit: 'count', of: (f) => f.expired },
  { name: 'Somebody was quicker', unit: 'count', of: (f) => f.quicker },
  { name: 'Withdrawn', unit: 'count', of: (f) => f.withdrawn },
  { name: 'Still open', unit: 'count', of: (f) => f.pending },
  { name: 'Could be answered', unit: 'count', of: answerable },
  { name: 'Acceptance', unit: 'share', of: acceptance },
  { name: 'Time to answer, median', unit: 'minutes', of: (f) => f.answerMinutes },
  { name: 'Accepted, time past', unit: 'count', of: (f) => f.due },
  { name: 'Accepted and kept', unit: 'count', of: (f) => f.kept },
  { name: 'Kept', unit: 'share', of: (f) => share(f.kept, f.due) },
]

const visitColumns: Column<VisitFigures>[] = [
  { name: 'Visits', unit: 'count', of: (f) => f.visits },
  { name: 'Cancelled', unit: 'count', of: (f) => f.cancelled },
  { name: 'Cancelled, share', unit: 'share', of: cancelRate },
  { name: 'By the patient', unit: 'count', of: (f) => f.byPatient },
  { name: 'By the clinic', unit: 'count', of: (f) => f.byClinic },
  { name: 'Came', unit: 'count', of: (f) => f.came },
  { name: 'No-show', unit: 'count', of: (f) => f.noshow },
  { name: 'No-show, share', unit: 'share', of: noshowRate },
  { name: 'Not recorded', unit: 'count', of: (f) => f.unrecorded },
]

/** Offers and the patients who could have had one; these are not known of the period before. */
type GroupFigures = OfferFigures & { waiting: number | null }

const groupColumns: Column<GroupFigures>[] = [
  { name: 'Waiting', unit: 'count', of: (f) => f.waiting },
  { name: 'Offers', unit: 'count', of: (f) => f.offers },
  { name: 'Offers a patient waiting', unit: 'ratio', of: (f) => share(f.offers, f.waiting ?? 0) },
  { name: 'Accepted', unit: 'count', of: (f) => f.accepted },
  { name: 'Acceptance', unit: 'share', of: acceptance },
  { name: 'Days gained', unit: 'count', of: (f) => f.daysGained },
  { name: 'Days gained, median', unit: 'days', of: (f) => f.medianGain },
]

/** All openings, all slots, all offers and all visits of the period. */
export function summaryTables({ openings, slots, offers, visits }: Insights): FigureTable[] {
  const all = <F>(title: string, columns: Column<F>[], pair: Compared<F>) =>
    tableOf(title, '', columns, [{ label: 'All', pair }])
  return [
    all('Openings', openingColumns, openings),
    all('Slots', slotColumns, slots),
    all('Offers', offerColumns, offers),
    all('Visits', visitColumns, visits),
  ]
}

export function noticeTable({ openings }: Insights): FigureTable {
  const groups = inBands(noticeBands, openings.byNotice, noOpenings)
  return tableOf('Openings by notice', 'Notice', openingColumns, groups)
}

export function practitionerTable({ openings, slots, practitioners }: Insights): FigureTable {
  const freed = withSlots(openings.byPractitioner, slots.byPractitioner)
  const groups = named(practitioners, freed)
  return tableOf('Openings by practitioner', 'Practitioner', freedColumns, groups)
}

/** The pieces of the period in order, also those without an opening. */
export function timeTable(insights: Insights): FigureTable {
  const { openings, slots, unit } = insights
  const freed = withSlots(openings.byTime, slots.byTime)
  const groups = pieces(insights).map((day) => ({
    label: day,
    pair: freed.get(day) ?? { now: noneFreed, before: noneFreed },
  }))
  const by = { day: 'Day', week: 'Week from', month: 'Month from' }[unit]
  return tableOf('Openings over time', by, freedColumns, groups)
}

/** The share of the filled openings that was filled within so many hours. */
export function fillTable({ fills, openings }: Insights): FigureTable {
  const columns: Column<number[]>[] = [
    { name: 'Filled', unit: 'share', of: ([filled = 0, all = 0]) => share(filled, all) },
  ]
  const groups = fillHours.map((hours) => {
    const of = (which: 'now' | 'before') => {
      const steps = [...fills[which]].filter(([step]) => step * fillCurve.step < hours * 60)
      return [steps.reduce((sum, [, count]) => sum + count, 0), openings[which].filled]
    }
    return { label: `${hours} h`, pair: { now: of('now'), before: of('before') } }
  })
  return tableOf('Share of filled openings filled within', 'Within', columns, groups)
}

/** Up to where the curve of filling goes. */
export const fillHours = [2, 4, 6, 8, 10, 12]

export function gainTable({ offers }: Insights): FigureTable {
  const columns: Column<OfferFigures>[] = [
    { name: 'Patients', unit: 'count', of: (f) => f.accepted },
  ]
  const groups = inBands(gainBands, offers.byGain, noOffers)
  return tableOf('Accepted offers by days gained', 'Days earlier', columns, groups)
}

export function leadTable({ visits }: Insights): FigureTable {
  const groups = inBands(leadBands, visits.byLead, noVisits)
  return tableOf('Visits by wait', 'From booking to visit', visitColumns, groups)
}

export function typeTable({ visits, types }: Insights): FigureTable {
  return tableOf('Visits by type', 'Type', visitColumns, named(types, visits.byType))
}

export function visitsByPractitioner({ visits, practitioners }: Insights): FigureTable {
  const groups = named(practitioners, visits.byPractitioner)
  return tableOf('Visits by practitioner', 'Practitioner', visitColumns, groups)
}

export function weekdayTable({ visits }: Insights): FigureTable {
  const groups = [1, 2, 3, 4, 5, 6, 7].flatMap((day) => {
    const pair = visits.byWeekday.get(day)
    return pair ? [{ label: weekdayName(day, 'en'), pair }] : []
  })
  return tableOf('Visits by weekday', 'Weekday', visitColumns, groups)
}

export function confirmationTable({ visits }: Insights): FigureTable {
  const groups = confirmations.flatMap((confirmation) => {
    const pair = visits.byConfirmation.get(confirmation)
    return pair ? [{ label: confirmationWords[confirmation], pair }] : []
  })
  return tableOf('Visits by confirmation', 'Confirmation', visitColumns, groups)
}

export const confirmationWords: Record<Confirmation, string> = {
  confirmed: 'Confirmed',
  unanswered: 'Asked, no answer',
  unasked: 'Not asked',
}

export function ageTable({ offers, waiting }: Insights): FigureTable {
  const labels = [...ageBands.labels.entries(), [null, 'Age not known'] as const]
  const groups = groupsOf(labels, offers.byAge, waiting.byAge)
  return tableOf('Offers by age', 'Age', groupColumns, groups)
}

export function languageTable({ offers, waiting }: Insights): FigureTable {
  const labels = [
    ['de', 'German'],
    ['en', 'English'],
  ] as const
  const groups = groupsOf<string>(labels, offers.byLanguage, waiting.byLanguage)
  return tableOf('Offers by language', 'Language', groupColumns, groups)
}

/** Everything, for the file. */
export function allTables(insights: Insights): FigureTable[] {
  return [
    ...summaryTables(insights),
    ...[noticeTable, practitionerTable, timeTable, fillTable, gainTable].map((of) => of(insights)),
    ...[leadTable, typeTable, visitsByPractitioner, weekdayTable].map((of) => of(insights)),
    ...[confirmationTable, ageTable, languageTable].map((of) => of(insights)),
  ]
}

/** The value of a row in the column of that name. */
export function figureOf({ columns }: FigureTable, row: FigureRow, name: string): Value {
  return row.now[columns.findIndex((column) => column.name === name)] ?? null
}

/** The filled of the decided openings, row by row. */
export function decided(table: FigureTable): Rate[] {
  return table.rows.map((row) => {
    const part = figureOf(table, row, 'Filled') ?? 0
    return { label: row.label, part, whole: part + (figureOf(table, row, 'Lost') ?? 0) }
  })
}

/** The table with some of its columns, in that order. */
export function withColumns(table: FigureTable, names: string[]): FigureTable {
  const at = names.map((name) => table.columns.findIndex((column) => column.name === name))
  const some = <T>(all: T[]) => at.flatMap((i) => all.slice(i, i + 1))
  return {
    ...table,
    columns: some(table.columns),
    rows: table.rows.map((row) => ({
      ...row,
      now: some(row.now),
      before: row.before && some(row.before),
    })),
  }
}

function tableOf<F>(
  title: string,
  by: string,
  columns: Column<F>[],
  groups: Groups<F>,
): FigureTable {
  // A period before in which nothing happened is no comparison.
  const compared = groups.some(({ pair }) => columns.some(({ of }) => of(pair.before)))
  const rows = groups.map(({ label, pair }) => ({
    label,
    now: columns.map(({ of }) => of(pair.now)),
    before: compared ? columns.map(({ of }) => of(pair.before)) : null,
  }))
  return { title, by, columns: heads(columns), rows }
}

const heads = (columns: { name: string; unit: Unit }[]) =>
  columns.map(({ name, unit }) => ({ name, unit }))

/** Every band, also those without a case. */
function inBands<F>({ labels }: Bands, map: Map<number, Compared<F>>, none: F): Groups<F> {
  return labels.map((label, i) => ({ label, pair: map.get(i) ?? { now: none, before: none } }))
}

function named<F>(list: { id: string; name: string }[], map: Map<string, Compared<F>>): Groups<F> {
  return list.flatMap(({ id, name }) => {
    const pair = map.get(id)
    return pair ? [{ label: name, pair }] : []
  })
}

/** Openings and slots together, group by group, also where there are only the one or the other. */
function withSlots(
  openings: Map<string, Compared<OpeningFigures>>,
  slots: Map<string, Compared<SlotFigures>>,
): Map<string, Compared<FreedFigures>> {
  const keys = new Set([...openings.keys(), ...slots.keys()])
  const of = (key: string, which: 'now' | 'before') => ({
    ...noneFreed,
    ...openings.get(key)?.[which],
    ...slots.get(key)?.[which],
  })
  return new Map([...keys].map((key) => [key, { now: of(key, 'now'), before: of(key, 'before') }]))
}

function groupsOf<K>(
  labels: readonly (readonly [K, string])[],
  offers: Map<K, Compared<OfferFigures>>,
  waiting: Map<K, number>,
): Groups<GroupFigures> {
  return labels.flatMap(([key, label]) => {
    const asked = offers.get(key)
    const waits = waiting.get(key)
    if (!asked && waits === undefined) return []
    const { now, before } = asked ?? { now: noOffers, before: noOffers }
    const pair = {
      now: { ...now, waiting: waits ?? 0 },
      before: { ...before, waiting: null },
    }
    return [{ label, pair }]
  })
}

/** The first days of the period's days, weeks or months. */
function pieces({ period, unit }: Insights): string[] {
  const first = {
    day: (d: string) => d,
    week: mondayOf,
    month: (d: string) => `${d.slice(0, 7)}-01`,
  }
  const found = new Set<string>()
  for (let day = period.from; day <= period.until; day = addDays(day, 1))
    found.add(first[unit](day))
  return [...found]
}
