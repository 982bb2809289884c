import { expect, it, test } from 'vitest'
import { noOffers, noOpenings, noSlots, noVisits, periodOf } from '@/lib/domain/insights'
import { insightsHref, readAddress } from './address'
import { insightsCsv } from './csv'
import type { Insights } from './insights'
import { fillTable, noticeTable, timeTable } from './tables'
import { changeSaid, inDays } from './values'
import { cutSaid, daysSaid } from './words'

const id = '0b8f5c1e-5a2b-4c3d-8e9f-0a1b2c3d4e5f'

it.each([
  ['', '/insights'],
  ['span=4w', '/insights?span=4w'],
  [`span=12m&with=${id}`, `/insights?span=12m&with=${id}`],
  ['from=2026-01-01&until=2026-01-31&span=4w', '/insights?from=2026-01-01&until=2026-01-31'],
  ['from=2026-01-31&until=2026-01-01', '/insights?from=2026-01-01&until=2026-01-31'],
  ['span=forever&with=me&from=2026-02-30&until=1066-10-14', '/insights'],
])('the address %s is %s', (query, href) => {
  expect(insightsHref(readAddress(Object.fromEntries(new URLSearchParams(query))))).toBe(href)
})

it.each([
  [0.45, 0.39, 'share', '+6 points', 1],
  [0.45, 0.44, 'share', '+1 point', 1],
  [112, 136, 'minutes', '−24 min', -1],
  [830_400, 718_400, 'money', '+€1,120', 1],
  [0.451, 0.449, 'share', '±0', 0],
] as const)('%d after %d (%s): %s', (now, before, unit, words, sign) => {
  expect(changeSaid(now, before, unit, 'EUR')).toEqual({ words, sign })
  expect(changeSaid(now, null, unit, 'EUR')).toBeNull()
})

test('the days name their years where they are not plain', () => {
  const said = (from: string | null, until: string | null) =>
    daysSaid(periodOf({ span: '13w', from, until }, '2026-03-12'), '2026-03-12')
  expect(said(null, null)).toBe('12 December – 12 March')
  expect(said('2025-03-13', '2026-03-12')).toBe('13 March 2025 – 12 March 2026')
  expect(said('2025-06-01', '2025-06-01')).toBe('1 June 2025')
})

test('what of the days is left out is said', () => {
  const period = periodOf({ span: '13w', from: '1990-01-01', until: '2026-03-12' }, '2026-03-12')
  expect(cutSaid(period)).toMatch(/what was before 12 March 2024 is left out\.$/)
})

test('one day is no days', () => {
  expect([1, 0.96, 1.5, 2].map(inDays)).toEqual(['1 day', '1 day', '1.5 days', '2 days'])
})

function insights(): Insights {
  const day = '2026-03-12'
  const figures = { ...noOpenings, openings: 4, filled: 3, lost: 1 }
  const pair = { now: figures, before: noOpenings }
  const lost = { ...noSlots, freed: 2, wonBack: 1, endedEmpty: 1, recoveredCents: 25_950 }
  const slots = { now: { ...lost, missed: 3 }, before: noSlots }
  const none = { now: noVisits, before: noVisits }
  const visits = {
    ...none,
    ...{ byLead: new Map(), byType: new Map([['t', none]]), byPractitioner: new Map() },
    ...{ byWeekday: new Map(), byConfirmation: new Map() },
  }
  return {
    period: periodOf({ span: '4w', from: null, until: null }, day),
    ...{ unit: 'week', any: true, currency: 'EUR', holdMinutes: 120, chosen: null },
    clock: { zone: 'Europe/Berlin', now: new Date(`${day}T10:00Z`), today: day },
    practitioners: [{ id: 'p', name: '=cmd|calc' }],
    types: [{ id: 't', name: 'Blood draw, "long"' }],
    openings: {
      ...pair,
      ...{ byNotice: new Map([[1, pair]]), byPractitioner: new Map([['p', pair]]) },
      byTime: new Map([['2026-03-02', { ...pair, before: { ...noOpenings, openings: 1 } }]]),
    },
    slots: { ...slots, byPractitioner: new Map(), byTime: new Map() },
    offers: {
      ...{ now: noOffers, before: noOffers },
      ...{ byAge: new Map(), byLanguage: new Map(), byGain: new Map() },
    },
    ...{
      fills: {
        now: new Map([
          [23, 1],
          [24, 2],
        ]),
        before: new Map(),
      },
      visits,
      waiting: { byAge: new Map(), byLanguage: new Map() },
    },
  }
}

test('a table has every band and every week, and no comparison with nothing', () => {
  const notice = noticeTable(insights())
  expect(notice.rows.map(({ label, now }) => [label, now[0]])).toEqual([
    ['Under 6 h', 0],
    ['6 to 24 h', 4],
    ['1 to 2 days', 0],
    ['2 to 7 days', 0],
    ['Over 7 days', 0],
  ])
  expect(notice.rows.every(({ before }) => before === null)).toBe(true)
  expect(timeTable(insights()).rows.map(({ label, now }) => [label, now[0]])).toEqual([
    ['2026-02-09', 0],
    ['2026-02-16', 0],
    ['2026-02-23', 0],
    ['2026-03-02', 4],
    ['2026-03-09', 0],
  ])
  expect(timeTable(insights()).rows.map(({ before }) => before?.[0])).toEqual([0, 0, 0, 1, 0])
  // Five minutes a step: the 24th begins at two hours.
  const within = fillTable(insights()).rows.map(({ label, now }) => [label, now[0]])
  expect(within.slice(0, 2)).toEqual([
    ['2 h', 1 / 3],
    ['4 h', 1],
  ])
})

test('the file holds plain numbers, and no cell that a spreadsheet would run', () => {
  const lines = insightsCsv(insights()).split('\r\n')
  expect(lines[0]).toBe(
    '\uFEFF"Table","Row","Figure","Unit","2026-02-13 to 2026-03-12","2026-01-16 to 2026-02-12","Practitioner"',
  )
  expect(lines).toContain('"Openings","All","Fill rate","percent","75","","All"')
  expect(lines).toContain('"Slots","All","Recovered","EUR","259.5","","All"')
  expect(lines).toContain('"Slots","All","Slots lost","number","4","","All"')
  expect(lines).toContain('"Slots","All","No-show","number","3","","All"')
  expect(lines).toContain(
    '"Share of filled openings filled within","2 h","Filled","percent","33.3","","All"',
  )
  expect(lines).toContain(`"Openings by practitioner","'=cmd|calc","Filled","number","3","","All"`)
  expect(
    lines.some((line) => line.startsWith('"Visits by type","Blood draw, ""long""","Visits"')),
  ).toBe(true)
  for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+@-]/)
})
