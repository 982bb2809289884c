import type { NextRequest } from 'next/server'
import { languages } from './domain/format'
import { pathWith } from './domain/path-with'
import { isOwnOrigin } from './own-origin'
import { isOwnPath } from './own-path'
import { mostBytes, readBody } from './request-body'
import { everywhere, noPagePolicy } from './response-headers'

/**
 * With which status a request to a page is refused, or null where it is let through: what is too
 * large, what comes from elsewhere, and all that Next.js itself would answer with a bare 500 before
 * anything of ours runs. Leaves the body to who answers.
 */
export async function refusedStatus(request: NextRequest): Promise<400 | 403 | 413 | null> {
  const { pathname } = request.nextUrl
  if (!isReadable(pathname)) return 400
  if (request.method === 'GET' || request.method === 'HEAD') return null
  if (isFromElsewhere(request.headers)) return 403
  const names = pathname.startsWith('/settings/practitioners/')
  const sent = await readBody(request.clone(), names ? mostBytes.absence : mostBytes.form)
  if (!sent.ok) {
    // Of the two that a clone makes of a body, nobody comes for this one.
    void request.body?.cancel()
    return sent.status
  }
  if (request.method !== 'POST') return null
  const body = new Blob([sent.bytes])
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

export type Refusal = { status: number; headers: Record<string, string>; html: string }

/**
 * The refusal of what was asked for at an address (path and query) as an answer. Next.js gives no
 * page of the app another status, so this is only a step to the page that the request was for; a
 * patient's says that it did not work and what holds now.
 */
export function refusal(address: string, status: number): Refusal {
  // A path has no quotes or angle brackets: they come as percent signs.
  const href = pageOf(address).replaceAll('&', '&amp;')
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Medcal</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0; url=${href}">
</head><body><main><h1>That did not work</h1>
<p><a href="${href}">See what holds now</a></p>
<p lang="de">Das hat nicht geklappt. <a href="${href}">Ansehen, was jetzt gilt</a></p></main></body></html>`
  const headers = {
    ...everywhere,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': noPagePolicy,
    'Cache-Control': 'no-store',
  }
  return { status, headers, html }
}

function pageOf(address: string): string {
  const [path = '', query = ''] = address.split('?')
  if (!isPatients(path)) return isOwnPath(path) ? path : '/'
  const lang = languages.find((one) => one === new URLSearchParams(query).get('lang'))
  const page = isReadable(path)
    ? path.replace(/["'<>\s]/g, encodeURIComponent)
    : '/visit/unreadable'
  return pathWith(page, { said: 'failed', lang })
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

// From here on this file knows how React writes a server action's arguments. That format is React's
// own, undocumented, and may change with any version, and Next.js brings its own copy of it: compare them
// at each update of next or react (`decodeReply` in react-server-dom, where a text that begins with $
// is taken apart). It is here because their reader throws at what it does not understand, before
// anything of ours runs, which would be a bare 500. An action that begins to send something new (a
// Map, a File, a stream) is refused with 400 until it is allowed below: lib/refused-request.test.ts and
// e2e/doors.spec.ts have the cases.

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
export function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

/** Whoever says nothing of where it comes from is no browser, and needs a token like all others. */
function isFromElsewhere(headers: Headers): boolean {
  return (headers.has('origin') || headers.has('sec-fetch-site')) && !isOwnOrigin(headers)
}
