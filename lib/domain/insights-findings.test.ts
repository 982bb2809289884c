import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  amount,
  confirmedFinding,
  fairnessFinding,
  fillFinding,
  gainFinding,
  leadFinding,
  missedFinding,
  moneyFinding,
  noticeFinding,
  offersFinding,
  percentOf,
  practitionersFinding,
  type Rate,
  slotsFinding,
  span,
} from './insights-findings'

const rows = (...pairs: [part: number, whole: number][]): Rate[] =>
  pairs.map(([part, whole], i) => ({ label: `Row ${i + 1}`, part, whole }))
const plain = (text: string) => text.replaceAll('\u202f', ' ')

describe('notice', () => {
  it.each<[Rate[], string]>([
    [rows([7, 41], [18, 52], [19, 38], [30, 49], [22, 34]), 'The more notice, the more filled'],
    // A band of few cases neither makes nor breaks it.
    [rows([7, 41], [18, 52], [0, 2], [30, 49], [22, 34]), 'The more notice, the more filled'],
    [
      rows([10, 40], [8, 40], [20, 40], [18, 40], [16, 40]),
      'Over a day’s notice fills more: 45 %, against 23 %',
    ],
    // As large a difference of a quarter as many may be chance.
    [
      rows([3, 10], [2, 10], [5, 10], [4, 10], [4, 10]),
      'Notice makes no clear difference: 36 % are filled',
    ],
    // It rises, but from 40 % to 45 %.
    [
      rows([16, 40], [16, 40], [17, 40], [17, 40], [18, 40]),
      'Notice makes no clear difference: 42 % are filled',
    ],
    [
      rows([30, 40], [20, 40], [10, 40], [8, 40], [8, 40]),
      'Under a day’s notice fills more: 63 %, against 22 %',
    ],
    [
      rows([16, 40], [17, 40], [18, 40], [15, 40], [16, 40]),
      'Notice makes no clear difference: 41 % are filled',
    ],
    [rows([3, 4], [1, 4], [2, 3], [0, 0], [1, 1]), 'Too few openings to compare by notice'],
    [rows([0, 0], [0, 0], [0, 0], [0, 0], [0, 0]), 'Too few openings to compare by notice'],
  ])('%o: %s', (given, finding) => {
    expect(plain(noticeFinding(given))).toBe(finding)
  })

  test('it says that more notice fills more only where each band does', () => {
    const row = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)])
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 5 }), (pairs) => {
        const given = rows(...(pairs as [number, number][]))
        if (noticeFinding(given) !== 'The more notice, the more filled') return
        const rates = given
          .filter(({ whole }) => whole >= 10)
          .map(({ part, whole }) => part / whole)
        expect(rates).toEqual(rates.toSorted((a, b) => a - b))
        expect(rates.at(-1)).toBeGreaterThan(rates[0] ?? 1)
      }),
    )
  })
})

it.each<[median: number | null, hold: number, finding: string]>([
  [null, 120, 'No opening was filled'],
  [0, 120, 'Half are filled within one hold'],
  [112, 120, 'Half are filled within one hold'],
  [120, 120, 'Half are filled within one hold'],
  [121, 120, 'Half are filled within two holds'],
  [1600, 120, 'Half are filled within 26 h 40 min'],
])('a median of %s minutes, holds of %i: %s', (median, hold, finding) => {
  expect(fillFinding(median, hold)).toBe(finding)
})

it.each([
  [13, 'Half were seen 13 days earlier or more'],
  [13.5, 'Half were seen 13 days earlier or more'],
  [1, 'Half were seen 1 day earlier or more'],
  [0.5, 'Half were seen within a day of their own time'],
])('a median gain of %d days: %s', (median, finding) => {
  expect(gainFinding({ low: 0, median, high: 20 })).toBe(finding)
})

test('nobody who gained is said so', () => {
  expect(gainFinding(null)).toBe('Nobody was seen earlier')
})

it.each([
  [830_400, 816_000, 'Recovered €8,304 of €16,464'],
  [0, 9_950, 'Nothing recovered of €99.50'],
  [0, 0, 'Nothing to recover'],
])('%i recovered, %i lost: %s', (recovered, lost, finding) => {
  expect(moneyFinding(recovered, lost, 'EUR')).toBe(finding)
})

it.each([
  [538, 96, '538 offers, 5.6 for each accepted'],
  [1, 0, '1 offer, none accepted'],
  [0, 0, 'No offer was made'],
])('%i offers, %i accepted: %s', (offers, accepted, finding) => {
  expect(offersFinding(offers, accepted)).toBe(finding)
})

it.each<[Rate[], string]>([
  [rows([1, 200], [8, 200], [12, 200], [24, 200]), 'The longer the wait, the more do not come'],
  [rows([1, 50], [2, 50], [3, 50], [4, 50]), 'The wait makes no clear difference: 5 % do not come'],
  [
    rows([16, 200], [8, 200], [12, 200], [40, 200]),
    'After over a week’s wait more do not come: 20 %, against 6 %',
  ],
  [
    rows([8, 50], [6, 50], [7, 50], [2, 100]),
    'After up to a week’s wait more do not come: 14 %, against 2 %',
  ],
  [rows([3, 50], [2, 50], [4, 50], [3, 50]), 'The wait makes no clear difference: 6 % do not come'],
  [rows([1, 2], [1, 2]), 'Too few visits to compare by wait'],
])('%o: %s', (given, finding) => {
  expect(plain(leadFinding(given))).toBe(finding)
})

it.each<[Rate[], string]>([
  [rows([10, 500], [60, 500], [2, 3]), 'Missed most often: Row 2, 12 %'],
  [rows([60, 500], [60, 500], [10, 500]), 'Missed most often: Row 1 and Row 2, 12 %'],
  // The audit's: 14 % of few, and a difference of less than a point.
  [rows([4, 29], [20, 280]), 'No weekday stands out: 8 % do not come'],
  [rows([799, 10_000], [714, 10_000]), 'No weekday stands out: 8 % do not come'],
  [rows([1, 50], [6, 50], [2, 3]), 'No weekday stands out: 7 % do not come'],
  [rows([6, 50], [6, 50], [6, 50]), 'No weekday stands out: 12 % do not come'],
  [rows([0, 50], [0, 50]), 'Everybody came, whatever the weekday'],
  [rows([1, 50]), 'Too few visits to compare by weekday'],
])('%o: %s', (given, finding) => {
  expect(plain(missedFinding(given, 'weekday'))).toBe(finding)
})

test('one practitioner alone is compared with nobody', () => {
  expect(practitionersFinding(rows([5, 10]))).toBe('Openings, practitioner by practitioner')
  expect(plain(practitionersFinding(rows([5, 10], [6, 10])))).toBe(
    'No practitioner stands out: 55 % are filled',
  )
  expect(plain(practitionersFinding(rows([50, 100], [80, 100])))).toBe(
    'Filled most often: Row 2, 80 %',
  )
})

it.each<[came: number, not: number, finding: string]>([
  [97, 84, 'Who confirmed came more often: 97 %, against 84 %'],
  [84, 97, 'Who confirmed came less often: 84 %, against 97 %'],
  [90, 90, 'Confirming makes no clear difference: 90 % came'],
  [95, 90, 'Confirming makes no clear difference: 93 % came'],
])('%i of 100 who confirmed, %i of those who did not: %s', (came, not, finding) => {
  const of = (part: number): Rate => ({ label: '', part, whole: 100 })
  expect(plain(confirmedFinding(of(came), of(not)))).toBe(finding)
  expect(confirmedFinding({ ...of(3), whole: 4 }, of(not))).toMatch(/^Too few/)
})

it.each<[Rate[], string]>([
  [rows([60, 20], [62, 20]), 'Asked about alike, whatever the age: 3.0 offers a patient waiting'],
  [
    rows([66, 20], [44, 20], [60, 20]),
    'Asked most: Row 1, 3.3 offers a patient waiting; least: Row 2, 2.2',
  ],
  // A third more, but of twenty offers.
  [rows([12, 12], [9, 12]), 'Asked about alike, whatever the age: 0.9 offers a patient waiting'],
  [rows([30, 20], [0, 20]), 'Asked most: Row 1, 1.5 offers a patient waiting; least: Row 2, 0.0'],
  [rows([30, 20], [9, 2]), 'Too few offers to compare by age'],
  [rows([5, 20], [6, 20]), 'Too few offers to compare by age'],
])('%o: %s', (given, finding) => {
  expect(fairnessFinding(given, 'age')).toBe(finding)
})

it.each([
  [0, 0, 'No slot was lost'],
  [0, 1, '1 slot lost'],
  [1, 0, '1 slot won back, none lost'],
  [1058, 1204, '1,058 slots won back, 1,204 lost'],
])('%i won back, %i lost: %s', (wonBack, lost, finding) => {
  expect(slotsFinding(wonBack, lost)).toBe(finding)
})

test('figures as people read them', () => {
  expect([0.4, 112, 1620, 2880, 4560].map(span)).toEqual([
    'under 1 min',
    '1 h 52 min',
    '27 h',
    '2 d',
    '3 d 4 h',
  ])
  expect([percentOf(null), plain(percentOf(0.447))]).toEqual(['–', '45 %'])
  expect([amount(8650, 'EUR'), amount(1_274_350, 'EUR')]).toEqual(['€86.50', '€12,744'])
  expect([0, 8650].map((cents) => amount(cents, 'EUR', [8650, 1_274_350]))).toEqual(['€0', '€87'])
  expect(amount(1200, 'JPY')).toBe('¥1,200'.replace('¥', 'JP¥'))
})
