import { pathWith } from './domain/path-with'

const segment = '[\\w~-][\\w.~-]*'
const query = "(?:[\\w/?=&.:,+~!*'()@;$-]|%(?!0|1|7f)[\\da-f]{2})*"
const ownPath = new RegExp(`^/(?!auth/)(?:${segment}(?:/${segment})*)?(?:\\?${query})?$`, 'i')

/**
 * Whether an address is a page of this site that one may be led to after signing in: a plain path,
 * with nothing in it that a browser could read as another host (`//`, `\`, `..`, a control
 * character, each of them encoded too), and an encoded query. The pages of /auth/ are none.
 */
export function isOwnPath(address: string): boolean {
  return ownPath.test(address)
}

/**
 * Where to sign in so as to come back to this page. `hints` fill in the address, or open the form
 * for a new account.
 */
export function signInPath(
  from: string,
  hints: { login_hint?: string; screen_hint?: 'signup' } = {},
): string {
  return pathWith('/auth/login', { ...hints, returnTo: isOwnPath(from) ? from : undefined })
}

/** The request header in which the proxy tells a page its own address. */
export const pathHeader = 'x-medcal-path'
