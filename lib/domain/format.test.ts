import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clock, utc, zonedInstant } from './fixtures'
import {
  dayAndTime,
  daysEarlier,
  duration,
  earlierBy,
  fullDay,
  languages,
  longDay,
  money,
  personName,
  relativeDay,
  shortDay,
  time,
  weekdayName,
  zoneLabel,
  zoneName,
} from './format'

const zone = 'Europe/Berlin'
const thursday = utc('2026-03-12T13:40Z')

describe('days and times', () => {
  it.each([
    ['fullDay', fullDay, 'Thursday 12 March 2026', 'Donnerstag, 12. März 2026'],
    ['longDay', longDay, 'Thursday 12 March', 'Donnerstag, 12. März'],
    ['shortDay', shortDay, 'Thu 12 Mar', 'Do, 12. März'],
    ['time', time, '14:40', '14:40'],
    ['dayAndTime', dayAndTime, 'Thursday 12 March, 14:40', 'Donnerstag, 12. März, 14:40 Uhr'],
  ])('%s', (_, format, en, de) => {
    expect(format(thursday, zone, 'en')).toBe(en)
    expect(format(thursday, zone, 'de')).toBe(de)
  })

  it('writes every month and weekday short', () => {
    const months = Array.from({ length: 12 }, (_, m) => new Date(Date.UTC(2026, m, m + 1, 12)))
    expect(months.map((day) => shortDay(day, zone, 'en')).join('; ')).toBe(
      'Thu 1 Jan; Mon 2 Feb; Tue 3 Mar; Sat 4 Apr; Tue 5 May; Sat 6 Jun; Tue 7 Jul; Sat 8 Aug; Wed 9 Sept; Sat 10 Oct; Wed 11 Nov; Sat 12 Dec',
    )
    expect(months.map((day) => shortDay(day, zone, 'de')).join('; ')).toBe(
      'Do, 1. Jan.; Mo, 2. Feb.; Di, 3. März; Sa, 4. Apr.; Di, 5. Mai; Sa, 6. Juni; Di, 7. Juli; Sa, 8. Aug.; Mi, 9. Sept.; Sa, 10. Okt.; Mi, 11. Nov.; Sa, 12. Dez.',
    )
  })

  it('writes midnight as 00:00 of the day that begins', () => {
    expect(dayAndTime(utc('2026-03-12T23:00Z'), zone, 'en')).toBe('Friday 13 March, 00:00')
  })

  it.each([
    ['America/New_York', 'Thursday 12 March, 09:40'],
    ['Asia/Kolkata', 'Thursday 12 March, 19:10'],
    ['Pacific/Auckland', 'Friday 13 March, 02:40'],
    ['Australia/Lord_Howe', 'Friday 13 March, 00:40'],
    ['America/Sao_Paulo', 'Thursday 12 March, 10:40'],
  ])('in %s it is %s', (zone, expected) => {
    expect(dayAndTime(thursday, zone, 'en')).toBe(expected)
  })

  it('is the zone’s own day and time at every instant, and holds no odd spaces', () => {
    fc.assert(
      fc.property(zonedInstant, fc.constantFrom(...languages), ({ zone, instant }, lang) => {
        const [day = '', at] = clock(instant, zone).split(' ')
        expect(time(instant, zone)).toBe(at)
        const said = [fullDay, dayAndTime, shortDay].map((format) => format(instant, zone, lang))
        expect(said[0]).toContain(day.slice(0, 4))
        for (const sentence of said) {
          expect(sentence).toMatch(new RegExp(`(^|\\D)${Number(day.slice(8))}\\D`))
          expect(sentence).not.toMatch(/[^\S ]/)
        }
      }),
    )
  })
})

describe('relativeDay', () => {
  const now = utc('2026-03-12T22:30Z') // 23:30 in Berlin

  it.each([
    ['2026-03-12T07:00Z', 'Today, Thursday 12 March', 'Heute, Donnerstag, 12. März'],
    ['2026-03-12T23:10Z', 'Tomorrow, Friday 13 March', 'Morgen, Freitag, 13. März'],
    ['2026-03-11T23:00Z', 'Today, Thursday 12 March', 'Heute, Donnerstag, 12. März'],
    ['2026-03-11T22:59Z', 'Yesterday, Wednesday 11 March', 'Gestern, Mittwoch, 11. März'],
    ['2026-03-14T10:00Z', 'Saturday 14 March', 'Samstag, 14. März'],
    ['2027-01-04T10:00Z', 'Monday 4 January 2027', 'Montag, 4. Januar 2027'],
  ])('%s', (instant, en, de) => {
    expect(relativeDay(utc(instant), now, zone, 'en')).toBe(en)
    expect(relativeDay(utc(instant), now, zone, 'de')).toBe(de)
  })

  it('calls the day after a clock change tomorrow', () => {
    const eve = utc('2026-03-28T23:30+01:00')
    expect(relativeDay(utc('2026-03-29T23:30+02:00'), eve, zone, 'en')).toBe(
      'Tomorrow, Sunday 29 March',
    )
  })
})

it('names weekdays from Monday', () => {
  const week = [1, 2, 3, 4, 5, 6, 7]
  expect(week.map((n) => weekdayName(n, 'en')).join(' ')).toBe(
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  )
  expect(week.map((n) => weekdayName(n, 'de')).join(' ')).toBe(
    'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag',
  )
  expect(week.map((n) => weekdayName(n, 'en', 'short')).join(' ')).toBe(
    'Mon Tue Wed Thu Fri Sat Sun',
  )
  expect(week.map((n) => weekdayName(n, 'de', 'short')).join(' ')).toBe('Mo Di Mi Do Fr Sa So')
})

it.each([
  [0, '0 min', '0 Min.'],
  [38, '38 min', '38 Min.'],
  [60, '1 h', '1 Std.'],
  [72, '1 h 12 min', '1 Std. 12 Min.'],
  [119.6, '2 h', '2 Std.'],
])('%d minutes', (minutes, en, de) => {
  expect(duration(minutes, 'en')).toBe(en)
  expect(duration(minutes, 'de')).toBe(de)
})

it.each([
  [1, '1 day earlier', '1 Tag früher'],
  [19, '19 days earlier', '19 Tage früher'],
])('%i days earlier', (n, en, de) => {
  expect(daysEarlier(n, 'en')).toBe(en)
  expect(daysEarlier(n, 'de')).toBe(de)
})

describe('earlierBy', () => {
  it.each([
    ['2026-03-31T07:40Z', '19 days earlier', '19 Tage früher'],
    ['2026-03-13T07:00Z', '1 day earlier', '1 Tag früher'],
    ['2026-03-12T16:40Z', '3 hours earlier', '3 Stunden früher'],
    ['2026-03-12T14:40Z', '1 hour earlier', '1 Stunde früher'],
    ['2026-03-12T15:10Z', '1 h 30 min earlier', '1 Std. 30 Min. früher'],
    ['2026-03-12T14:25Z', '45 minutes earlier', '45 Minuten früher'],
    ['2026-03-12T13:41Z', '1 minute earlier', '1 Minute früher'],
  ])('against %s', (own, en, de) => {
    expect(earlierBy(thursday, utc(own), zone, 'en')).toBe(en)
    expect(earlierBy(utc(own), thursday, zone, 'en')).toBe(en)
    expect(earlierBy(thursday, utc(own), zone, 'de')).toBe(de)
  })
})

it.each([
  ['Europe/Berlin', 'Berlin', 'Berlin', 'Central European Time', 'Mitteleuropäische Zeit'],
  ['Europe/Vienna', 'Vienna', 'Wien', 'Central European Time', 'Mitteleuropäische Zeit'],
  ['America/New_York', 'New York', 'New York', 'Eastern Time', 'Nordamerikanische Ostküstenzeit'],
  ['Australia/Lord_Howe', 'Lord Howe', 'Lord Howe', 'Lord Howe Time', 'Lord-Howe-Zeit'],
  ['Pacific/Auckland', 'Auckland', 'Auckland', 'New Zealand Time', 'Neuseeland-Zeit'],
  ['UTC', 'UTC', 'UTC', 'Coordinated Universal Time', 'Koordinierte Weltzeit'],
])('%s', (zone, en, de, labelEn, labelDe) => {
  expect(zoneName(zone, 'en')).toBe(en)
  expect(zoneName(zone, 'de')).toBe(de)
  for (const instant of [thursday, utc('2026-07-12T10:00Z')]) {
    expect(zoneLabel(instant, zone, 'en')).toBe(labelEn)
    expect(zoneLabel(instant, zone, 'de')).toBe(labelDe)
  }
})

it.each([
  [830_400, 'EUR', '€8,304', '8.304\u00a0€'],
  [8_650, 'EUR', '€86.50', '86,50\u00a0€'],
  [0, 'EUR', '€0', '0\u00a0€'],
  [12_000, 'CHF', 'CHF\u00a0120', '120\u00a0CHF'],
  [1_200, 'JPY', 'JP¥1,200', '1.200\u00a0¥'],
])('%i of %s', (cents, currency, en, de) => {
  expect(money(cents, currency, 'en')).toBe(en)
  expect(money(cents, currency, 'de')).toBe(de)
})

it('joins names', () => {
  expect(personName({ givenName: 'Amara', familyName: 'Diallo' })).toBe('Amara Diallo')
  expect(personName({ givenName: '', familyName: 'Diallo' })).toBe('Diallo')
})
