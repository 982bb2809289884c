import { type NextRequest, NextResponse } from 'next/server'
import { languages } from './domain/format'
import { pathWith } from './domain/path-with'
import { isOwnOrigin } from './own-origin'

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
  const body = await bodyOf(request)
  if (!body) return 413
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data/i.test(type)) return null
  const form = new Response(body, { headers: { 'content-type': type } }).formData()
  return form.then(
    () => null,
    () => 400,
  )
}

/** All that was sent; null where that is more than an answer can be. */
async function bodyOf(request: NextRequest): Promise<Blob | null> {
  if (Number(request.headers.get('content-length')) > mostBytes) return null
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const reader = request.clone().body?.getReader()
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    bytes += part.value.length
    if (bytes > mostBytes) return null
    chunks.push(part.value)
  }
  return new Blob(chunks)
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
  return origin !== null && !isOwnOrigin(origin, headers)
}
