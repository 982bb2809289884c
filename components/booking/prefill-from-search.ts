import type { PatientInput } from '../patients/schema'

/** Puts what was typed to search for a patient into the field of a new one that it looks like. */
export function prefillFromSearch(typed: string): Partial<PatientInput> {
  const birthDate = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(typed)
  if (birthDate) {
    const [, day = '', month = '', year] = birthDate
    return { birthDate: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
  }
  if (typed.includes('@')) return { email: typed }
  if (/^[+\d\s()/.-]+$/.test(typed)) return { phone: typed }
  const names = typed.split(/\s+/)
  const familyName = names.pop() ?? ''
  return { givenName: names.join(' '), familyName }
}
