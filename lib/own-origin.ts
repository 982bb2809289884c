/** Whether an Origin header names the host that a request was for: of proxies before us, as the first was asked. */
export function isOwnOrigin(origin: string, sent: Pick<Headers, 'get'>): boolean {
  const host = sent.get('x-forwarded-host')?.split(',')[0]?.trim() || sent.get('host')
  return URL.canParse(origin) && new URL(origin).host === host
}
