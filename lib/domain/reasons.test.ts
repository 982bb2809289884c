import { describe, expect, it } from 'vitest'
import { languages } from './format'
import { reasons as forStaff, reasonForStaff } from './reasons'
import { reasons as forPatients, reasonForPatient } from './reasons-for-patients'
import type { StaffReason } from './result'

const staffReasons = Object.keys(forStaff) as StaffReason[]
const patientReasons = Object.keys(forPatients) as (keyof typeof forPatients)[]

function isWhole(sentence: string) {
  expect(sentence).toMatch(/^[A-Z].*\.$/)
  expect(sentence).not.toMatch(/undefined|null|\{|\s{2}/)
  // What is the case, and what to do: two sentences, or two halves of one.
  expect(sentence.split(/[.,:;] /).length).toBeGreaterThan(1)
}

describe('every reason', () => {
  it.each(staffReasons)(
    '%s is said to staff whole, with a next step, in each language',
    (reason) => {
      for (const lang of languages) isWhole(reasonForStaff(reason, lang))
      expect(reasonForStaff(reason, 'de')).not.toBe(reasonForStaff(reason, 'en'))
    },
  )

  it.each(patientReasons)('%s is said to patients whole, in each language', (reason) => {
    for (const lang of languages) isWhole(reasonForPatient(reason, lang))
    expect(reasonForPatient(reason, 'de')).not.toBe(reasonForPatient(reason, 'en'))
  })

  it('is told apart from the others', () => {
    for (const lang of languages) {
      const said = staffReasons.map((reason) => reasonForStaff(reason, lang))
      expect(new Set(said).size).toBe(said.length)
    }
  })
})

it('has no words for who cannot meet it', () => {
  // @ts-expect-error Only a patient moves a visit too late.
  expect(() => reasonForStaff('too-late')).toThrow()
  // @ts-expect-error Only staff make admins.
  expect(() => reasonForPatient('last-admin', 'en')).toThrow()
})

it('fills its blanks, and does without', () => {
  const held = { until: new Date('2026-03-12T11:00:00Z'), zone: 'Europe/Berlin' }
  expect(reasonForStaff('held', 'en', held)).toContain('for a patient until Thursday 12 March')
  expect(reasonForStaff('held', 'en', held)).toContain('12:00.')
  expect(reasonForStaff('held', 'de', held)).toMatch(/bis Donnerstag.*12:00 .*für/)
  expect(reasonForStaff('held', 'en')).toContain('for a patient.')
  expect(reasonForStaff('in-use', 'en', { visits: 3 })).toContain('in use by 3 coming visits.')
  expect(reasonForStaff('in-use', 'de', { visits: 1 })).toContain('von einem kommenden Termin.')
  expect(reasonForStaff('in-use', 'en')).toContain('in use.')
})
