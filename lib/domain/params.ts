import { cleaned } from './plain-text'
import { isDay } from './time'

// What an address may say after its question mark, by kind. Whatever makes no sense counts as not
// given: an address is typed, cut and passed on by hand, and a page shows its usual view then.

export type Params = Record<string, string | string[] | undefined>

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The first of a parameter's values. */
export function one(given: string | string[] | undefined): string | undefined {
  return [given].flat()[0]
}

/** An id, or null. */
export function idIn(given: string | string[] | undefined): string | null {
  const id = one(given)
  return id !== undefined && guid.test(id) ? id : null
}

/** Up to 100 ids, each once. */
export function idsIn(given: string | string[] | undefined): string[] {
  return [...new Set([given ?? []].flat())].filter((id) => guid.test(id)).slice(0, 100)
}

/** An ISO day from 1900 to 2199, or null. */
export function dayIn(given: string | string[] | undefined): string | null {
  const day = one(given)
  return day !== undefined && isDay(day) ? day : null
}

/** One of these words, or null. */
export function wordIn<W extends string>(
  given: string | string[] | undefined,
  words: readonly W[],
): W | null {
  return words.find((word) => word === one(given)) ?? null
}

/** A whole number from 1 on, no more than `most`; null for what is none. */
export function numberIn(given: string | string[] | undefined, most: number): number | null {
  const digits = one(given) ?? ''
  return /^0*[1-9]\d{0,14}$/.test(digits) ? Math.min(most, Number(digits)) : null
}

/** A text to search for, of one line and at most 200 characters; '' for none. */
export function textIn(given: string | string[] | undefined): string {
  return cleaned(one(given) ?? '', 200)
}
