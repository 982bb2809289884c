import { env } from './env'

/**
 * Whether a request comes from a page of this site: its Origin is that of APP_BASE_URL, whatever the
 * request says of its host, and where the browser tells how the page stands to us, it is the same.
 * Browsers name the origin of all that is no GET; what names none is no browser's, and not own.
 */
export function isOwnOrigin(sent: Pick<Headers, 'get'>): boolean {
  const own = new URL(env().APP_BASE_URL).origin
  return (
    sent.get('origin') === own && (sent.get('sec-fetch-site') ?? 'same-origin') === 'same-origin'
  )
}
