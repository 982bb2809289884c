import { type NextRequest, NextResponse } from 'next/server'
import { languages } from './domain/format'
import { pathWith } from './domain/path-with'

/** An answer is a handful of short fields. */
const mostBytes = 64 * 1024

/**
 * With which status a request to a patient's page is refused, or null where it is let through: all
 * that Next.js itself would answer with a bare 500 before anything of ours runs.
 */
export async function refusedStatus(request: NextRequest): Promise<400 | 403 | 413 | null> {
  if (!isReadable(request.nextUrl.pathname)) return 400
  if (request.method !== 'POST') return null
  if (isFromElsewhere(request.headers)) return 403
  if (Number(request.headers.get('content-length')) > mostBytes) return 413
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data')
  if (!isForm) return null
  const whole = await request
    .clone()
    .formData()
    .catch(() => null)
  return whole ? null : 400
}

/**
 * The refusal as an answer. Next.js gives no page of the app another status, so this is only a step
 * to the page that the request was for, which says that it did not work and what holds now.
 */
export function refusal({ nextUrl }: NextRequest, status: number): NextResponse {
  const page = isReadable(nextUrl.pathname) ? nextUrl.pathname : '/visit/unreadable'
  const lang = languages.find((one) => one === nextUrl.searchParams.get('lang'))
  // A path has no quotes or angle brackets: they come as percent signs.
  const href = pathWith(page, { said: 'failed', lang }).replaceAll('&', '&amp;')
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Medcal</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0; url=${href}">
</head><body><main><h1>That did not work</h1>
<p><a href="${href}">See what holds now</a></p>
<p lang="de">Das hat nicht geklappt. <a href="${href}">Ansehen, was jetzt gilt</a></p></main></body></html>`
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  }
  return new NextResponse(html, { status, headers })
}

/** A path whose percent signs mean something. */
function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

/** As Next.js judges it: whoever names no origin is no browser, and needs a token like all others. */
function isFromElsewhere(headers: Headers): boolean {
  const origin = headers.get('origin')
  if (origin === null) return false
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  return !URL.canParse(origin) || new URL(origin).host !== host
}
