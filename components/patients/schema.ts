import { z } from 'zod'
import type { Side } from '@/lib/domain/merge'
import { earliestBirth } from '@/lib/domain/moments'
import { line, searched, typedEmail } from '@/lib/domain/plain-text'

/** A patient as staff enter one: for the form and for the command. */
export const patientSchema = z.object({
  givenName: line(80, 'Enter the given name.'),
  familyName: line(80, 'Enter the family name.'),
  email: typedEmail
    .min(1, { error: 'Enter an email address: visits are confirmed by mail.', abort: true })
    .refine((email) => /^[\x21-\x7e]*$/.test(email), {
      error: 'An address has no umlauts, accents or spaces.',
      abort: true,
    })
    .pipe(z.email('An address has a dot after the @, like name@mail.de.').max(254)),
  phone: line(40).refine((phone) => /^[+\d\s()/.-]*$/.test(phone), {
    error: 'Enter digits, like +49 40 5557 0188.',
  }),
  /** An ISO day; empty when it is not known. */
  birthDate: z
    .union([z.literal(''), z.iso.date('Enter a day, like 1991-08-17.')])
    .refine((day) => day === '' || (day >= earliestBirth && day <= tomorrow()), {
      error: 'A birth date lies in the past.',
    }),
  language: z.enum(['en', 'de']),
})

const side = z.enum(['kept', 'merged'] satisfies Side[])

/** Whose details are kept when two patients become one. */
export const mergeSchema = z.object({
  keptId: z.guid(),
  mergedId: z.guid(),
  choice: z.object({ name: side, birthDate: side, email: side, phone: side, language: side }),
  /** The emails as the page showed them. */
  seen: z.object({ keptEmail: typedEmail, mergedEmail: typedEmail }),
})

export type PatientInput = z.infer<typeof patientSchema>

/** A search by what was typed, for one patient, or for those who may be the same person. */
export const patientSearchSchema = z.union([
  z.object({
    query: searched(200),
  }),
  z.object({ patientId: z.guid() }),
  /** Those of this name and birth date. */
  z.object({
    alike: patientSchema.pick({ givenName: true, familyName: true, birthDate: true }),
  }),
])

/** By UTC, a day late: which day it is depends on where one stands. */
function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
}
