import { type NextRequest, NextResponse } from 'next/server'
import { languages } from './domain/format'
import { pathWith } from './domain/path-with'
import { isOwnOrigin } from './own-origin'
import { isOwnPath } from './own-path'

/** What may be sent, in bytes: patients' answers are a handful of short fields, staff may name 2,000 visits. */
const most = { patients: 64 * 1024, staff: 256 * 1024 }

/**
 * With which status a request to a page is refused, or null where it is let through: all that
 * Next.js itself would answer with a bare 500 before anything of ours runs.
 */
export async function refusedStatus(request: NextRequest): Promise<400 | 403 | 413 | null> {
  if (!isReadable(request.nextUrl.pathname)) return 400
  if (request.method !== 'POST') return null
  if (isFromElsewhere(request.headers)) return 403
  const body = await bodyOf(
    request,
    most[isPatients(request.nextUrl.pathname) ? 'patients' : 'staff'],
  )
  if (!body) return 413
  const isAction = request.headers.has('next-action')
  const type = request.headers.get('content-type') ?? ''
  if (/^multipart\/form-data/i.test(type)) {
    const form = new Response(body, { headers: { 'content-type': type } }).formData()
    return form.then(
      (read) => (isActionForm(read, isAction) ? null : 400),
      () => 400,
    )
  }
  return !isAction || isActionInput(await body.text(), []) ? null : 400
}

/** All that was sent; null where that is more than it may be. */
async function bodyOf(request: NextRequest, mostBytes: number): Promise<Blob | null> {
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
 * to the page that the request was for; a patient's says that it did not work and what holds now.
 */
export function refusal({ nextUrl }: NextRequest, status: number): NextResponse {
  // A path has no quotes or angle brackets: they come as percent signs.
  const href = pageOf(nextUrl).replaceAll('&', '&amp;')
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

function pageOf({ pathname, searchParams }: URL): string {
  if (!isPatients(pathname)) return isOwnPath(pathname) ? pathname : '/'
  const lang = languages.find((one) => one === searchParams.get('lang'))
  return pathWith(isReadable(pathname) ? pathname : '/visit/unreadable', { said: 'failed', lang })
}

/** Whether a path is behind a patient's link. */
export function isPatients(path: string): boolean {
  return /^\/(visit|offer)\//.test(path)
}

/**
 * A form for an action: with scripts React numbers its parts and says in the first what they make;
 * without, it names the action in a field. None of our forms binds more to its action.
 */
function isActionForm(form: FormData, isAction: boolean): boolean {
  const names = [...form.keys()]
  if (!isAction) return !names.some((name) => /^\$ACTION_(REF|\d)/.test(name))
  const input = form.get('0')
  const forms = names.flatMap((name) => name.match(/^_([\da-f]+)_/)?.[1] ?? [])
  return typeof input === 'string' && isActionInput(input, forms)
}

/** What React writes for a value that JSON has not; of all else that begins with $ nothing was sent along. */
const written = /^\$(\$.*|undefined|NaN|-0|-?Infinity|n-?\d{1,299}|D\d{4}-.*)$/s

/** Whether these are an action's arguments as React writes them; `forms` are the numbers of those sent along. */
function isActionInput(text: string, forms: string[]): boolean {
  try {
    const all: unknown = JSON.parse(text)
    return Array.isArray(all) && isInput(all, all, forms)
  } catch {
    return false
  }
}

function isInput(value: unknown, all: unknown[], forms: string[]): boolean {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).every((part) => isInput(part, all, forms))
  }
  if (typeof value !== 'string' || !value.startsWith('$') || written.test(value)) return true
  if (value.startsWith('$K')) return forms.includes(value.slice(2))
  // An object that came before: '$0:1:wishes'.
  const [first, ...path] = value.split(':')
  const found = path.reduce<unknown>(
    (at, key) => (Object.hasOwn(Object(at), key) ? Object(at)[key] : undefined),
    all,
  )
  return first === '$0' && typeof found === 'object' && found !== null && found !== all
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
