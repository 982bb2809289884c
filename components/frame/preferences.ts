import { cookieName } from '@/lib/cookie-name'
import { keepCookie } from '@/lib/own-cookie'
import type { Theme } from './theme-choice'

/** What people keep in cookies about how pages look and answer to them. */
export type Preferences = { theme: Theme; singleKeys: boolean }

/** Keeps a choice in the browser for a year. */
export function keepChoice(name: 'theme' | 'keys', value: string): void {
  keepCookie(name, value, 31_536_000)
}

/**
 * Reads the cookies `theme` and `keys`, as they are called under https or without; where there is
 * none, or nonsense, it is the system's theme and keys are on.
 */
export function readPreferences(
  cookies: { get(name: string): { value: string } | undefined },
  https: boolean,
): Preferences {
  const theme = cookies.get(cookieName('theme', https))?.value
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    singleKeys: cookies.get(cookieName('keys', https))?.value !== 'off',
  }
}
