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

/** Where to sign in so as to come back to this page. */
export function signInPath(from: string): string {
  return isOwnPath(from) ? `/auth/login?returnTo=${encodeURIComponent(from)}` : '/auth/login'
}

/** The request header in which the proxy tells a page its own address. */
export const pathHeader = 'x-medcal-path'
