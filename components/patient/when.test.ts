import { expect, test } from 'vitest'
import { patientTexts } from './texts'
import { whenOf } from './when'

// The server's zone must not show: at this hour it is the next day already in Auckland.
process.env.TZ = 'Pacific/Auckland'

const zone = 'Europe/Berlin'
const visit = new Date('2026-03-12T22:40:00Z')

test.each([
  ['2026-03-12T09:00:00Z', 'today', 'heute'],
  ['2026-03-11T22:59:00Z', 'tomorrow', 'morgen'],
  ['2026-03-11T23:00:00Z', 'today', 'heute'],
  ['2026-03-06T09:00:00Z', 'on Thursday', 'am Donnerstag'],
  ['2026-03-05T09:00:00Z', 'on 12 March', 'am 12. März'],
  ['2026-03-13T09:00:00Z', 'on 12 March', 'am 12. März'],
])('seen at %s the visit is %s, %s', (now, en, de) => {
  expect(whenOf(visit, new Date(now), zone, 'en').onDay).toBe(en)
  expect(whenOf(visit, new Date(now), zone, 'de').onDay).toBe(de)
})

test('says day and time in the clinic’s zone', () => {
  expect(whenOf(visit, new Date('2026-03-01T09:00:00Z'), zone, 'en')).toEqual({
    day: 'Thursday 12 March',
    onDay: 'on 12 March',
    short: '12 March',
    time: '23:40',
    iso: '2026-03-12T22:40:00.000Z',
  })
})

// Assistive technology and the acceptance tests find the buttons by these names.
test('the buttons have their names', () => {
  expect(patientTexts('en').buttons).toMatchObject({
    coming: 'Yes, I am coming',
    notComing: 'I cannot come',
    cancel: 'Cancel my visit',
    keep: 'Keep my visit',
    accept: 'Accept earlier time',
    keepCurrent: 'Keep my current time',
    addToCalendar: 'Add to my calendar',
    notComingAfterAll: 'I cannot come after all',
    askNoMore: 'Do not ask me again',
  })
  expect(patientTexts('en').wish.label).toBe('Open to an earlier time')
  expect(patientTexts('en').buttons.call('+49 40 5557 0100')).toBe('Call us, +49 40 5557 0100')
})

test.each([
  [120, 'for two hours', 'zwei Stunden lang'],
  [60, 'for one hour', 'eine Stunde lang'],
  [90, 'for 90 minutes', '90 Minuten lang'],
  [1, 'for one minute', 'eine Minute lang'],
])('a hold of %i minutes is told as %s', (minutes, en, de) => {
  const ended = whenOf(visit, visit, zone, 'en')
  expect(patientTexts('en').offer.expired(ended, true, minutes).lead).toContain(en)
  expect(patientTexts('de').offer.expired(ended, true, minutes).lead).toContain(de)
})
