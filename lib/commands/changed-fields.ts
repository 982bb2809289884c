/** What differs in `after`, for the audit: `{ name: { from, to } }`. */
export function changedFields<T extends object>(
  before: T,
  after: Partial<T>,
): Record<string, { from: unknown; to: unknown }> {
  const fields = Object.keys(after) as (keyof T & string)[]
  return Object.fromEntries(
    fields
      .filter((field) => String(before[field]) !== String(after[field]))
      .map((field) => [field, { from: before[field], to: after[field] }]),
  )
}
