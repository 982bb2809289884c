/** The details of which one is kept when two patients turn out to be one person. */
export const mergeFields = ['name', 'birthDate', 'email', 'phone', 'language'] as const

export type MergeField = (typeof mergeFields)[number]

/** Whose of the two is kept. */
export type Side = 'kept' | 'merged'

export type MergeChoice = Record<MergeField, Side>

/** What belongs together in a patient's row: with an address goes how it takes mail. */
const columns = {
  name: ['givenName', 'familyName'],
  birthDate: ['birthDate'],
  email: ['email', 'bouncedAt', 'bouncedWhy'],
  phone: ['phone'],
  language: ['language'],
} as const satisfies Record<MergeField, readonly string[]>

export type MergeDetails = {
  givenName: string
  familyName: string
  birthDate: string | null
  email: string
  bouncedAt: Date | null
  bouncedWhy: 'refused' | 'came-back' | null
  phone: string
  language: 'en' | 'de'
}

/** The details of the one patient that two become. */
export function mergedDetails(
  kept: MergeDetails,
  merged: MergeDetails,
  choice: MergeChoice,
): MergeDetails {
  const sides = { kept, merged }
  const chosen = mergeFields.flatMap((field) =>
    columns[field].map((column) => [column, sides[choice[field]][column]]),
  )
  return Object.fromEntries(chosen)
}

/** Whether two patients differ in a detail, as people see it. */
export function differs(field: MergeField, one: MergeDetails, other: MergeDetails): boolean {
  return columns[field]
    .filter((column) => column !== 'bouncedAt' && column !== 'bouncedWhy')
    .some((column) => one[column] !== other[column])
}

/** What a form proposes: what the kept patient has, and where they have nothing, the other's. */
export function proposed(kept: MergeDetails, merged: MergeDetails): MergeChoice {
  const side = (field: MergeField): Side => {
    const lacks = columns[field].every((column) => !kept[column])
    const has = columns[field].some((column) => merged[column])
    const bounces = field === 'email' && kept.bouncedAt !== null && merged.bouncedAt === null
    return (lacks && has) || bounces ? 'merged' : 'kept'
  }
  return Object.fromEntries(mergeFields.map((field) => [field, side(field)])) as MergeChoice
}

/** Of two rows the one whose instant is the later; null where neither has one. */
export function latest<K extends string, T extends Record<K, Date | null>>(
  one: T,
  other: T,
  column: K,
): T | null {
  const [a, b] = [one[column], other[column]]
  if (!a) return b ? other : null
  return b && b > a ? other : one
}
