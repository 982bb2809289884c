/**
 * A cookie's name. Under https it has the prefix by which browsers refuse one that another host of
 * the domain, or a page without TLS, has set (`__Host-`, RFC 6265bis, 4.1.3.2).
 */
export function cookieName(name: string, https: boolean): string {
  return https ? `__Host-${name}` : name
}
