import { z } from 'zod'
import type { TypedWishes, WishProblem } from '@/lib/domain/wish-form'
import type { PatientTexts } from './texts'
import type { When } from './when'

const list = z
  .union([z.string().max(20), z.array(z.string().max(20)).max(10)])
  .optional()
  .transform((sent) => [sent ?? []].flat())

/** What a form with `WishFields` sends. `shown` is missing where the page had no such fields. */
export const wishFieldsSchema = {
  times: list,
  weekdays: list,
  notBefore: z.string().max(60).optional(),
  notice: z.string().max(10).optional(),
  shown: z.string().max(200).optional(),
}

/** The query of a page with `WishFields`: what could not be saved, to be shown again. */
export type TypedQuery = {
  said?: string
  times?: string | string[]
  weekdays?: string | string[]
  notBefore?: string | string[]
  notice?: string | string[]
}

/** What was typed, and what is wrong with it; undefined where nothing was. */
export function typedAgain(
  query: TypedQuery,
  texts: PatientTexts,
  visit: When,
): { typed: TypedWishes; error: string } | undefined {
  const problems: Record<WishProblem, string> = {
    'not-a-date': texts.wishes.notADate,
    'after-visit': texts.wishes.afterVisit(visit),
  }
  const { said } = query
  if (said !== 'not-a-date' && said !== 'after-visit') return undefined
  const { times, weekdays, notBefore, notice } = query
  const typed = {
    notBefore: [notBefore ?? ''].flat()[0],
    times: [times ?? []].flat(),
    weekdays: [weekdays ?? []].flat(),
    ...(typeof notice === 'string' && { notice }),
  }
  return { typed, error: problems[said] }
}
