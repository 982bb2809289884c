/**
 * A path with a query of those parameters that are given. A list comes as one parameter for each of
 * its values; an empty one as one without a value, which is not the same as none.
 */
export function pathWith(
  path: string,
  query: Record<string, string | readonly string[] | undefined>,
): string {
  const search = new URLSearchParams()
  for (const [name, given] of Object.entries(query)) {
    if (given === undefined) continue
    const values = typeof given === 'string' ? [given] : given.length > 0 ? given : ['']
    for (const value of values) search.append(name, value)
  }
  return search.size > 0 ? `${path}?${search}` : path
}
