import { describe, expect, it } from 'vitest'
import { languages } from './format'
import { reasonForPatient, reasonForStaff, reasons } from './reasons'
import type { Reason } from './result'

const all = Object.keys(reasons) as Reason[]

describe('every reason', () => {
  it.each(all)('%s is said whole, with a next step, in each language', (reason) => {
    const said = languages.flatMap((lang) => [
      reasonForStaff(reason, lang),
      reasonForPatient(reason, lang),
    ])
    for (const sentence of said) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence).not.toMatch(/undefined|null|\{|\s{2}/)
      // What is the case, and what to do: two sentences, or two halves of one.
      expect(sentence.split(/[.,:;] /).length).toBeGreaterThan(1)
    }
    expect(said[0]).not.toBe(said[2])
    expect(said[1]).not.toBe(said[3])
  })

  it('is told apart from the others', () => {
    for (const lang of languages) {
      expect(new Set(all.map((reason) => reasonForStaff(reason, lang))).size).toBe(all.length)
    }
  })
})

it('says that a time has just been taken', () => {
  expect(reasonForStaff('taken')).toContain('That time has just been taken.')
  expect(reasonForPatient('taken', 'en')).toContain('That time has just been taken.')
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

it('has a sentence for a patient who meets what only staff should', () => {
  expect(reasonForPatient('last-admin', 'en')).toContain('nothing has changed')
  expect(reasonForPatient('last-admin', 'de')).toContain('nichts geändert')
})
