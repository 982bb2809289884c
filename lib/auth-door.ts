import 'server-only'
import { NextRequest, NextResponse } from 'next/server'
import { auth0, dropSession, PasswordNeeded } from './auth0'
import { env } from './env'
import { log } from './log'
import { isOwnPath } from './own-path'
import { noPagePolicy } from './response-headers'
import { securityEvent } from './security-log'
import { isAlive, readSession, signOut } from './session'

type Answer = (request: NextRequest) => Promise<NextResponse>

/** The pages of /auth/ that are ours to answer. The library has more, for what we do not use: they stay shut. */
const doors: Record<string, Answer> = {
  '/auth/login': signIn,
  '/auth/callback': comeBack,
  '/auth/logout': leave,
  '/auth/profile': tellWho,
}

/** What /auth/* answers; null for a page that is not there. */
export async function authAnswer(request: NextRequest): Promise<NextResponse | null> {
  const answer = request.method === 'GET' && doors[request.nextUrl.pathname]
  if (!answer) return null
  const told = await answer(request)
  told.headers.set('Content-Security-Policy', noPagePolicy)
  told.headers.set('Cache-Control', 'no-store')
  return told
}

/** What is passed on of an address to sign in at. Whatever else is in it would go to the provider as if we meant it. */
const passedOn: Record<string, (value: string) => boolean> = {
  returnTo: isOwnPath,
  screen_hint: (value) => value === 'signup',
  login_hint: (value) => value.length <= 320 && value.includes('@'),
}

async function signIn(request: NextRequest): Promise<NextResponse> {
  // A page that asks by a script cannot follow to the provider: told nothing, Next.js goes there itself.
  if (request.headers.get('sec-fetch-dest') === 'empty') {
    return new NextResponse(null, { status: 204 })
  }
  const asked = new URL('/auth/login', request.url)
  for (const [name, isRight] of Object.entries(passedOn)) {
    const value = request.nextUrl.searchParams.get(name)
    if (value !== null && isRight(value)) asked.searchParams.set(name, value)
  }
  if (request.nextUrl.searchParams.has('password')) asked.searchParams.set('prompt', 'login')
  return orStartPage(request, '/?signin=failed', () => auth0.middleware(at(asked, request)))
}

async function comeBack(request: NextRequest): Promise<NextResponse> {
  const answer = () => auth0.middleware(request).catch(askForPassword)
  return orStartPage(request, '/?signin=failed', answer)
}

function askForPassword(error: unknown): NextResponse {
  if (error instanceof PasswordNeeded) return goTo('/auth/login?password=1')
  throw error
}

/** Signing out goes on though the database does not answer: the cookie goes all the same. */
async function leave(request: NextRequest): Promise<NextResponse> {
  await signOut(request).catch((err) => log.warn({ err }, 'ended session not noted'))
  // Where the provider could not be told, they are signed out here.
  const there = at(new URL('/auth/logout', request.url), request)
  const answer = await orStartPage(request, '/', () => auth0.middleware(there))
  dropSession(request, answer)
  return answer
}

async function tellWho(request: NextRequest): Promise<NextResponse> {
  const session = await readSession(request)
  // Without an answer of the database nobody is told anything, and nobody is signed out.
  const alive = session && (await isAlive(session).catch(() => null))
  if (session && alive === null) return new NextResponse(null, { status: 503 })
  if (alive) return auth0.middleware(request)
  const nobody = new NextResponse(null, { status: 401 })
  dropSession(request, nobody)
  return nobody
}

/** The same request for another address. */
function at(url: URL, { headers }: NextRequest): NextRequest {
  return new NextRequest(url, { headers })
}

/** The library answers a failure with bare text, or throws: the start page says it in words. */
async function orStartPage(
  request: NextRequest,
  startPage: string,
  ask: () => Promise<NextResponse>,
): Promise<NextResponse> {
  const answer = await ask().catch((err) => {
    log.warn({ err }, 'the sign-in library failed')
    return null
  })
  if (answer && answer.status < 500) return answer
  if (startPage !== '/') securityEvent('sign-in-failed', { what: request.nextUrl.pathname })
  const told = goTo(startPage)
  for (const cookie of answer?.cookies.getAll() ?? []) told.cookies.set(cookie)
  return told
}

function goTo(path: string): NextResponse {
  return NextResponse.redirect(env().APP_BASE_URL + path)
}
