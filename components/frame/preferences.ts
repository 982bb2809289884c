import type { Theme } from './theme-choice'

/** What people keep in cookies about how pages look and answer to them. */
export type Preferences = { theme: Theme; singleKeys: boolean }

/** Keeps a choice in the browser for a year. */
export function keepChoice(name: 'theme' | 'keys', value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we support
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`
}

/** Reads the cookies `theme` and `keys`; without one, or with nonsense, it is the system's theme and keys are on. */
export function readPreferences(cookies: {
  get(name: string): { value: string } | undefined
}): Preferences {
  const theme = cookies.get('theme')?.value
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    singleKeys: cookies.get('keys')?.value !== 'off',
  }
}
