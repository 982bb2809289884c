import type { APIRequestContext, Page, Request } from '@playwright/test'

/** A server action's request, as a browser sent it. */
export type Captured = { url: string; headers: Record<string, string>; body: string }

/** What an action answered when its request was sent again, and whether with the page drawn anew. */
export type Answer = { status: number; ok: boolean; reason: string | undefined; draws: boolean }

/** Waits for the request of a server action whose body has this in it. */
export async function captureAction(page: Page, part: string): Promise<Captured> {
  const request = await page.waitForRequest((one) => isAction(one) && body(one).includes(part))
  const { 'content-length': _, ...headers } = await request.allHeaders()
  return { url: request.url(), headers: withoutPseudo(headers), body: body(request) }
}

/** Sends a captured request with another body, under the session of `as` (the captured one's when not given). */
export async function replay(
  as: APIRequestContext,
  { url, headers }: Captured,
  data: string,
  more: Record<string, string> = {},
): Promise<Answer> {
  const { cookie: _, ...rest } = headers
  const response = await as.post(url, { headers: { ...rest, ...more }, data, maxRedirects: 0 })
  const text = await response.text()
  return {
    status: response.status(),
    ok: /"ok":true/.test(text),
    reason: /"reason":"([\w-]+)"/.exec(text)?.[1],
    draws: 'x-action-revalidated' in response.headers(),
  }
}

function isAction(request: Request): boolean {
  return request.method() === 'POST' && 'next-action' in request.headers()
}

function body(request: Request): string {
  return request.postData() ?? ''
}

function withoutPseudo(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')))
}
