import { z } from 'zod'

// Our pages forbid eval, by which zod would speed up: it need not try in the browser.
if (typeof window !== 'undefined') z.config({ jitless: true })

const text = (max: number) => z.string().trim().max(max, `Use at most ${max} characters.`)

/** One line that a person types, trimmed; empty only when there is no sentence for what is missing. */
export const line = (max: number, missing?: string) =>
  text(max)
    .regex(/^\P{Cc}*$/u, 'Use one line of plain text.')
    .refine((typed) => missing === undefined || typed !== '', { error: missing })

/** Lines that a person types, trimmed; without the one character that the database cannot keep. */
export const lines = (max: number) =>
  text(max).refine((typed) => !typed.includes('\0'), { error: 'Use plain text.' })
