import { expect, test } from 'vitest'
import { calendarFile } from '@/emails/calendar-file'
import { clinic, later, sooner, visitLink } from '@/emails/mail.samples'

process.env.TZ = 'Pacific/Auckland'

const entry = {
  uid: 'appointment-1@medcal',
  sequence: 3,
  ...later,
  clinic,
  method: 'PUBLISH',
  lang: 'en',
  url: visitLink,
} as const

/** The file's properties, unfolded (RFC 5545, 3.1). */
function properties(file: string): Map<string, string> {
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const lines = file.replace(/\r\n[\t ]/g, '').split('\r\n')
  expect(lines[0]).toBe('BEGIN:VCALENDAR')
  expect(lines.slice(-3)).toEqual(['END:VEVENT', 'END:VCALENDAR', ''])
  return new Map(
    lines.filter(Boolean).map((line) => {
      const [, name, value] = /^([A-Z-]+(?:;(?:"[^"]*"|[^":])*)?):(.*)$/.exec(line) ?? []
      if (name === undefined || value === undefined) throw new Error(`Not a property: ${line}`)
      return [name, value]
    }),
  )
}

test('holds the visit in UTC, with its address, version and method', () => {
  const file = properties(calendarFile(entry))
  expect(Object.fromEntries(file)).toMatchObject({
    METHOD: 'PUBLISH',
    UID: 'appointment-1@medcal',
    SEQUENCE: '3',
    DTSTART: '20260331T074000Z',
    DTEND: '20260331T081000Z',
    STATUS: 'CONFIRMED',
    SUMMARY: 'Visit at Hafenpraxis Altona',
    LOCATION: 'Hafenpraxis Altona\\, Elbchaussee 14\\, 22765 Hamburg',
    URL: visitLink,
    CLASS: 'PRIVATE',
  })
})

test('a move keeps the UID and raises the version', () => {
  const moved = properties(calendarFile({ ...entry, ...sooner, sequence: 4 }))
  expect(moved.get('UID')).toBe(properties(calendarFile(entry)).get('UID'))
  expect(moved.get('SEQUENCE')).toBe('4')
  expect(moved.get('DTSTART')).toBe('20260312T134000Z')
})

test('a cancellation takes the entry away', () => {
  const file = properties(calendarFile({ ...entry, method: 'CANCEL', url: null }))
  expect(file.get('METHOD')).toBe('CANCEL')
  expect(file.get('STATUS')).toBe('CANCELLED')
  expect(file.has('URL')).toBe(false)
})

test('names the type of visit only where it may, and speaks German', () => {
  expect(calendarFile({ ...entry, type: null })).not.toContain('Consultation')
  const german = properties(calendarFile({ ...entry, lang: 'de', type: 'Consultation' }))
  expect(german.get('SUMMARY')).toBe('Consultation\\, Hafenpraxis Altona')
  expect(german.get('DESCRIPTION')).toBe(
    `Bei Dr. Marlene Köhler\\n+49 40 5557 0100\\nZusagen oder absagen: ${visitLink}`,
  )
})

test('what people typed starts no property of its own', () => {
  const file = properties(
    calendarFile({
      ...entry,
      practitioner: 'Eve\r\nATTENDEE:mailto:all@example.test',
      clinic: { ...clinic, name: 'A "B"\rX-C:1' },
      organizer: 'visits@hafenpraxis.example',
    }),
  )
  expect([...file.keys()]).not.toContain('ATTENDEE')
  expect(file.get(`ORGANIZER;CN="A 'B' X-C:1"`)).toBe('MAILTO:visits@hafenpraxis.example')
})

test('refuses an address that is none', () => {
  expect(() => calendarFile({ ...entry, url: 'not an address' })).toThrow(/refused/)
})
