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
  ['2026-03-05T09:00:00Z', 'on 12\u00a0March', 'am 12.\u00a0März'],
  ['2026-03-13T09:00:00Z', 'on 12\u00a0March', 'am 12.\u00a0März'],
])('seen at %s the visit is %s, %s', (now, en, de) => {
  expect(whenOf(visit, new Date(now), zone, 'en').onDay).toBe(en)
  expect(whenOf(visit, new Date(now), zone, 'de').onDay).toBe(de)
})

test('says day and time in the clinic’s zone', () => {
  expect(whenOf(visit, new Date('2026-03-01T09:00:00Z'), zone, 'en')).toEqual({
    day: 'Thursday 12\u00a0March',
    dayInside: 'Thursday 12\u00a0March',
    onDay: 'on 12\u00a0March',
    short: '12\u00a0March',
    time: '23:40',
    clock: '23:40',
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

test('an end that is not today is told with its day', () => {
  const end = (now: string) => whenOf(visit, new Date(now), zone, 'en')
  const german = (now: string) => whenOf(visit, new Date(now), zone, 'de')
  const [evening, dayBefore] = ['2026-03-12T20:00:00Z', '2026-03-11T20:00:00Z']
  const { hold, offer } = patientTexts('en')
  const de = patientTexts('de')
  expect(hold.until(end(evening), true)).toBe('Held for you until 23:40')
  expect(hold.until(end(dayBefore), false)).toBe(
    'Held for you until tomorrow, Thursday 12\u00a0March, 23:40',
  )
  expect(de.hold.until(german(dayBefore), false)).toBe(
    'Für Sie gehalten bis morgen, Donnerstag, 12.\u00a0März, 23:40\u00a0Uhr',
  )
  const after = '2026-03-13T09:00:00Z'
  expect(offer.late(end(after), false, end(after)).lead).toContain(
    'until yesterday, Thursday 12\u00a0March, 23:40',
  )
  expect(offer.expired(end(after), false).title).toBe('This offer ended on 12\u00a0March at 23:40')
  expect(de.offer.late(german(after), false, german(after)).lead).toContain(
    'bis gestern, Donnerstag, 12.\u00a0März, 23:40\u00a0Uhr',
  )
})
