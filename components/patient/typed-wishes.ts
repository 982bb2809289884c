import { z } from 'zod'
import type { PatientVisit } from '@/db/queries/patient/pages'
import { one } from '@/lib/domain/params'
import { searched, sentWord } from '@/lib/domain/plain-text'
import { dayOf } from '@/lib/domain/time'
import {
  isWishProblem,
  readWishes,
  type TypedWishes,
  type WishForm,
  type WishProblem,
} from '@/lib/domain/wish-form'
import type { PatientTexts } from './texts'
import type { When } from './when'

const list = z
  .union([sentWord(20), z.array(sentWord(20)).max(10)])
  .optional()
  .transform((sent) => [sent ?? []].flat())

/** What a form with `WishFields` sends. */
export const wishFieldsSchema = {
  times: list,
  weekdays: list,
  notBefore: searched(60).optional(),
  notice: sentWord(10).optional(),
  with: sentWord(10).optional(),
  minGain: sentWord(10).optional(),
}

/** What the wishes for a visit are read by; without `workdays` where the form does not ask for days. */
export function wishForm(
  { appointment, clinic }: PatientVisit,
  workdays: readonly number[] = [],
): WishForm {
  const visitDay = dayOf(appointment.startsAt, clinic.timeZone)
  return { visitDay, workdays, own: appointment.practitionerId }
}

/** The query of a page with `WishFields`: what could not be saved, to be shown again. */
export type TypedQuery = Partial<Record<'said' | keyof TypedWishes, string | string[]>>

/** What was typed, and what is wrong with it, in words. */
export type TypedAgain = { typed: TypedWishes; problem: WishProblem; error: string }

/** What could not be saved; undefined where nothing was, or where it could be saved by now. */
export function typedAgain(
  { said, ...query }: TypedQuery,
  texts: PatientTexts,
  visit: When,
  form: WishForm,
): TypedAgain | undefined {
  if (!isWishProblem(one(said))) return undefined
  const typed = typedIn(query)
  const read = readWishes(typed, form)
  if (read.ok) return undefined
  const { problem } = read
  const words: Record<WishProblem, string> = {
    'no-times': texts.wishes.noTimes,
    'no-weekdays': texts.wishes.noWeekdays,
    'not-a-date': texts.wishes.notADate,
    'after-visit': texts.wishes.afterVisit(visit),
  }
  return { typed, problem, error: words[problem] }
}

/** What was typed, as a page's query has it. */
export function typedIn(query: TypedQuery): TypedWishes {
  return {
    times: several(query.times),
    weekdays: several(query.weekdays),
    notBefore: one(query.notBefore),
    notice: one(query.notice),
    with: one(query.with),
    minGain: one(query.minGain),
  }
}

/** The id of the field that a problem is about. */
export const fieldOf: Record<WishProblem, 'times' | 'weekdays' | 'not-before'> = {
  'no-times': 'times',
  'no-weekdays': 'weekdays',
  'not-a-date': 'not-before',
  'after-visit': 'not-before',
}

function several(given: string | string[] | undefined): string[] | undefined {
  return given === undefined ? undefined : [given].flat()
}
