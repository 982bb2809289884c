import fs from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type Provider from 'oidc-provider'
import { z } from 'zod'
import { line } from '@/lib/domain/plain-text'
import { type Account, type Accounts, demoAccounts } from './accounts'
import * as pages from './pages'

export interface RouteOptions {
  issuer: string
  appBaseUrl: string
  mailbox: string | undefined
  provider: Provider
  accounts: Accounts
  /** Mails a fresh link to an address that is not verified yet. Never refuses. */
  askToVerify(account: Account): Promise<void>
}

const style = fs.readFileSync(new URL('./style.css', import.meta.url))
const font = fs.readFileSync(
  createRequire(import.meta.url).resolve(
    '@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
  ),
)
const newAccount = z.object({
  name: line(200, 'Please give your name.'),
  email: z.email('Please give an email address, like name@clinic.example.').max(200),
  password: z.string().min(8, 'Please choose a password of at least 8 characters.').max(200),
})

/** Answers the pages that are ours; false when the path is the provider's. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: RouteOptions,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', options.issuer)
  const [, area, uid, action] = url.pathname.split('/')
  guard(response, options)
  if (url.pathname === '/style.css') return send(response, 'text/css; charset=utf-8', style)
  if (url.pathname === '/font.woff2') return send(response, 'font/woff2', font)
  if (url.pathname === '/') return show(response, pages.homePage(options.appBaseUrl))
  if (area !== 'sign-in' && url.pathname !== '/verify') return false

  if (url.pathname === '/verify') return verify(request, response, url, options)
  try {
    const { params } = await options.provider.interactionDetails(request, response)
    const path = `/sign-in/${uid}`
    if (request.method !== 'POST') return open(response, path, url, params, options)
    const form = await readForm(request)
    if (action === 'demo') return await pressDemo(request, response, form, options)
    if (action === 'password') return await signIn(request, response, path, form, options)
    if (action === 'create') return await create(request, response, path, form, options)
    return show(response, pages.errorPage(options.appBaseUrl, 'there is no such page'), 404)
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return show(response, pages.errorPage(options.appBaseUrl, cause), 400)
  }
}

function open(
  response: ServerResponse,
  path: string,
  url: URL,
  params: Record<string, unknown>,
  options: RouteOptions,
): boolean {
  const form =
    url.searchParams.get('form') ?? (params.screen_hint === 'signup' ? 'create' : 'sign-in')
  const email = typeof params.login_hint === 'string' ? params.login_hint : undefined
  if (form === 'create') {
    return show(response, pages.createPage({ path, email, mailbox: options.mailbox }))
  }
  return show(response, pages.signInPage({ path, email }))
}

async function pressDemo(
  request: IncomingMessage,
  response: ServerResponse,
  form: URLSearchParams,
  options: RouteOptions,
): Promise<boolean> {
  const account = demoAccounts.find(({ id }) => id === form.get('account'))
  if (!account) throw new Error('there is no such demo account')
  return finish(request, response, account, options)
}

async function signIn(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  form: URLSearchParams,
  options: RouteOptions,
): Promise<boolean> {
  const email = form.get('email') ?? ''
  const account = await options.accounts.check(email, form.get('password') ?? '')
  if (!account) {
    const error =
      'This address and password do not belong together. Check both, or create an account.'
    return show(response, pages.signInPage({ path, email, error }), 422)
  }
  if (!account.emailVerified) await options.askToVerify(account)
  return finish(request, response, account, options)
}

async function create(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  form: URLSearchParams,
  options: RouteOptions,
): Promise<boolean> {
  const typed = Object.fromEntries(form) as { name?: string; email?: string }
  const again = (error: string) => {
    const view = { path, name: typed.name, email: typed.email, mailbox: options.mailbox, error }
    return show(response, pages.createPage(view), 422)
  }
  const wanted = newAccount.safeParse(typed)
  if (!wanted.success)
    return again(wanted.error.issues[0]?.message ?? 'Please fill in every field.')
  const account = await options.accounts.create(wanted.data)
  if (!account)
    return again('This address has an account already. Sign in with it, or take another address.')
  await options.askToVerify(account)
  return finish(request, response, account, options)
}

async function finish(
  request: IncomingMessage,
  response: ServerResponse,
  account: Account,
  { provider }: RouteOptions,
): Promise<boolean> {
  await provider.interactionFinished(
    request,
    response,
    { login: { accountId: account.id } },
    { mergeWithLastSubmission: false },
  )
  return true
}

/** Opening the link shows a button, and only pressing that verifies: mail scanners open links. */
async function verify(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { accounts, appBaseUrl }: RouteOptions,
): Promise<boolean> {
  if (request.method === 'POST') {
    const account = accounts.verify((await readForm(request)).get('token') ?? '', Date.now())
    if (account) return show(response, pages.confirmedPage(account.email, appBaseUrl))
  } else {
    const secret = url.searchParams.get('token') ?? ''
    const account = accounts.findByLink(secret, Date.now())
    if (account) return show(response, pages.confirmPage(account.email, secret))
  }
  return show(response, pages.oldLinkPage(appBaseUrl), 410)
}

function guard(response: ServerResponse, { appBaseUrl }: RouteOptions): void {
  // Browsers hold a form's redirects to form-action too, and the last one leads to the app.
  const sources = `default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self' ${new URL(appBaseUrl).origin}; frame-ancestors 'none'; base-uri 'none'`
  response.setHeader('Content-Security-Policy', sources)
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Cache-Control', 'no-store')
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > 16_384) throw new Error('the form is too long')
  }
  return new URLSearchParams(text)
}

function show(response: ServerResponse, page: string, status = 200): boolean {
  return send(response, 'text/html; charset=utf-8', page, status)
}

function send(
  response: ServerResponse,
  type: string,
  body: string | Buffer,
  status = 200,
): boolean {
  response.writeHead(status, { 'Content-Type': type }).end(body)
  return true
}
