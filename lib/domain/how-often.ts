import type { Detail } from './result'

/** 'twice', '5 times': how often something was done that is refused now. */
export function often({ times }: Detail): string {
  if (!times) return 'very often'
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`
}

/** The same in German. */
export function oft({ times }: Detail): string {
  return times ? `${times}-mal` : 'sehr oft'
}
