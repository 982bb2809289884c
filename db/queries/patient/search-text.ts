import { earliestBirth } from '@/lib/domain/moments'

/** The words of a search, in lower case. A NUL, which PostgreSQL refuses in text, parts words too. */
export function wordsOf(text: string): string[] {
  return text
    .replaceAll('\0', ' ')
    .normalize('NFC')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
}

/** A LIKE pattern for text that contains this, taken literally. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

/** The digits of something typed that can only be a telephone number, without a leading 0 or 00; else null. */
export function telephoneDigits(text: string): string | null {
  if (!/^[+\d\s()/.-]+$/.test(text)) return null
  const digits = text.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '')
  return digits.length >= 3 ? digits : null
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const germanMonths: Record<string, string> = { mär: 'mar', mai: 'may', okt: 'oct', dez: 'dec' }

/** The day in '1991-08-17', '17.8.1991', '17/08/1991' or '17 Aug 1991', as ISO; null when there is none. */
export function birthDateOf(text: string): string | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text)
  if (iso) return isoDay(iso[1], iso[2], iso[3])
  const said = /^\s*(\d{1,2})[\s./-]+(\d{1,2}|\p{L}{3,})[\s./-]+(\d{4})\s*$/u.exec(text)
  if (!said) return null
  const [, day, month = '', year] = said
  const short = month.toLowerCase().slice(0, 3)
  const named = months.indexOf(germanMonths[short] ?? short) + 1
  return isoDay(year, named > 0 ? String(named) : month, day)
}

function isoDay(year = '', month = '', day = ''): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  if (Number.isNaN(+date) || date.toISOString().slice(0, 10) !== iso) return null
  // PostgreSQL knows no year 0.
  return iso >= earliestBirth ? iso : null
}

/** What a text may name a patient by. */
export interface NamedPatient {
  givenName: string
  familyName: string
  email: string
  phone: string
  birthDate: string | null
}

/**
 * Whether a text names this patient: it has one of their names as a word, or holds their address,
 * telephone number or birth date.
 */
export function namesPatient(text: string, patient: NamedPatient): boolean {
  const names = [...lettersOf(patient.givenName), ...lettersOf(patient.familyName)]
  const words = lettersOf(text)
  const own = telephoneDigits(patient.phone)
  const digits = text.replace(/\D/g, '').replace(/^0+/, '')
  return (
    names.some((name) => words.includes(name)) ||
    (patient.email !== '' && text.toLowerCase().includes(patient.email.toLowerCase())) ||
    (own !== null && digits.length >= 5 && (own.includes(digits) || digits.includes(own))) ||
    (patient.birthDate !== null && birthDateOf(text) === patient.birthDate)
  )
}

/** The words that are made of letters, in lower case; a double name is two, a Latin initial none. */
function lettersOf(text: string): string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  return words.filter((word) => word.length > 1 || !/\p{Script=Latin}/u.test(word))
}
