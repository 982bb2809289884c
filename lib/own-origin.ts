/** Whether an Origin header names the host that a request was for, a proxy before us considered. */
export function isOwnOrigin(origin: string, sent: Pick<Headers, 'get'>): boolean {
  const host = sent.get('x-forwarded-host') ?? sent.get('host')
  return URL.canParse(origin) && new URL(origin).host === host
}
