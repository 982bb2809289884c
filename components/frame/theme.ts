import type { Theme } from './theme-choice'

/** The theme that a cookie's value names; anything else is the system's. */
export function readTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system'
}
