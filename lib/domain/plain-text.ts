import { z } from 'zod'

// Our pages forbid eval, by which zod would speed up: it need not try in the browser.
if (typeof window !== 'undefined') z.config({ jitless: true })

// Every text that comes in is one of these (plain-text.test.ts looks for others): Unicode that is well
// formed and composed (NFC), so that what looks alike is alike, without control characters. What
// people typed is refused with a sentence where repairing it would change it, and else repaired.

const text = (max: number) =>
  z
    .string()
    .regex(/^\P{Cs}*$/u, 'A character in it is broken. Delete it and type it anew.')
    .normalize('NFC')
    .trim()
    .max(max, `Use at most ${max} characters.`)

/** One line that a person types, trimmed; empty only when there is no sentence for what is missing. */
export const line = (max: number, missing?: string) =>
  text(max)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'Use one line of plain text.')
    .refine((typed) => missing === undefined || typed !== '', { error: missing })

/** Lines that a person types or pastes, trimmed, each kind of line end as `\n`; tabs stay. */
export const lines = (max: number) =>
  z
    .string()
    .overwrite((typed) => typed.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n'))
    .pipe(text(max).regex(/^(?:[\n\t]|\P{Cc})*$/u, 'Use plain text.'))

/** An email address as somebody types it, not judged yet. */
export const typedEmail = text(254).toLowerCase()

/** A text that is looked for or shown again, not kept: repaired, never refused but for its length. */
export const searched = (max: number) =>
  z
    .string()
    .max(max)
    .overwrite((typed) => cleaned(typed, max))

/** What our own pages send beside what people type (a choice, a token, a query): visible ASCII. */
export const sentWord = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x20-\x7e]*$/)

/** A text from elsewhere made one line of at most `max` characters: blanks for control characters. */
export function cleaned(text: string, max: number): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .normalize('NFC')
    .slice(0, max)
    .replace(/\p{Cs}/gu, '\uFFFD')
}
