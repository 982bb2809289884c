import { cookieName } from './cookie-name'

/** Keeps a cookie of our own in this browser, which pages read again; `seconds` is how long. */
export function keepCookie(name: string, value: string, seconds: number): void {
  const https = location.protocol === 'https:'
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we support
  document.cookie = `${cookieName(name, https)}=${value}; path=/; max-age=${seconds}; samesite=lax${https ? '; secure' : ''}`
}
