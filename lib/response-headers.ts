/** The policy of what is no page: it needs nothing. The pages' own, which has a nonce, is made in proxy.ts. */
export const noPagePolicy = "default-src 'none'; frame-ancestors 'none'"

/** What every answer carries, whatever its kind. */
export const everywhere = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  // No window of another site holds on to ours, and no page of another site loads what is ours.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // For browsers that do not know frame-ancestors.
  'X-Frame-Options': 'DENY',
}
