import { type DemoAccount, demoAccounts } from './accounts'
import { html, Markup } from './html'

export interface SignInView {
  /** The path of this interaction; forms post below it. */
  path: string
  email?: string
  error?: string
}

export interface CreateView extends SignInView {
  name?: string
  /** Where verification mails can be read; undefined when they go to a real mail server. */
  mailbox?: string
}

export function signInPage({ path, email, error }: SignInView): string {
  return page(
    'Sign in',
    html`<h1>Sign in to Medcal</h1>
<p>This clinic is a demo. Press an account to look around as one of its staff.</p>
<form method="post" action="${path}/demo" class="demo">${demoAccounts.map(demoButton)}</form>
<h2>With your own account</h2>
${problem(error)}
<form method="post" action="${path}/password">
${field('email', 'Email', { type: 'email', value: email, autocomplete: 'username', error: error !== undefined })}
${field('password', 'Password', { type: 'password', autocomplete: 'current-password', error: error !== undefined })}
<button class="solid">Sign in</button>
</form>
<p>No account yet? <a href="${path}?form=create">Create an account</a></p>`,
  )
}

function demoButton({ id, email, may }: DemoAccount): Markup {
  return html`<button name="account" value="${id}"><strong>${email}</strong><span>${may}</span></button>`
}

export function createPage({ path, name, email, mailbox, error }: CreateView): string {
  return page(
    'Create an account',
    html`<h1>Create an account</h1>
${problem(error)}
<form method="post" action="${path}/create">
${field('name', 'Name', { type: 'text', value: name, autocomplete: 'name' })}
${field('email', 'Email', { type: 'email', value: email, autocomplete: 'email' })}
${field('password', 'Password', { type: 'password', autocomplete: 'new-password', minlength: 8, note: 'At least 8 characters.' })}
<button class="solid">Create account</button>
</form>
<p>We send a mail to confirm your address${mailbox ? html`; on this machine it arrives in the <a href="${mailbox}" target="_blank" rel="noreferrer">mailbox</a>` : ''}.</p>
<p>You have an account? <a href="${path}?form=sign-in">Sign in</a></p>`,
  )
}

export function confirmPage(email: string, secret: string): string {
  return page(
    'Confirm your address',
    html`<h1>Is this your address?</h1>
<p><strong>${email}</strong> was given for an account with Medcal.</p>
<form method="post" action="/verify">
<input type="hidden" name="token" value="${secret}">
<button class="solid">Confirm this address</button>
</form>
<p>If it was not you, close this page; nothing happens.</p>`,
  )
}

export function confirmedPage(email: string, appBaseUrl: string): string {
  return page(
    'Address confirmed',
    html`<h1>Your address is confirmed</h1>
<p><strong>${email}</strong> now counts as yours.</p>
<p><a class="button" href="${appBaseUrl}/auth/login">Continue to Medcal</a></p>`,
  )
}

export function oldLinkPage(appBaseUrl: string): string {
  return page(
    'This link is no longer valid',
    html`<h1>This link is no longer valid</h1>
<p>It was used already, is older than three days, or a newer mail took its place. Sign in with your password, and a new mail is sent if your address is still to be confirmed.</p>
<p><a class="button" href="${appBaseUrl}/auth/login">Sign in</a></p>`,
  )
}

/** `form` is the provider's own form, without a button. */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    html`<h1>Sign out of Medcal?</h1>
${new Markup(form)}
<button class="solid" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  )
}

export function signedOutPage(appBaseUrl: string): string {
  return page(
    'Signed out',
    html`<h1>You are signed out</h1>
<p><a class="button" href="${appBaseUrl}">Go to Medcal</a></p>`,
  )
}

export function homePage(appBaseUrl: string): string {
  return page(
    'Local sign-in',
    html`<h1>Medcal’s sign-in</h1>
<p>Accounts of this machine are kept here, in place of a hosted Auth0. Signing in begins in the app.</p>
<p><a class="button" href="${appBaseUrl}/auth/login">Sign in to Medcal</a></p>`,
  )
}

export function errorPage(appBaseUrl: string, cause: string): string {
  return page(
    'This sign-in did not work',
    html`<h1>This sign-in did not work</h1>
<p>The page may be too old, or it was opened in another browser. Begin again from Medcal.</p>
<p><a class="button" href="${appBaseUrl}">Back to Medcal</a></p>
<p class="note">For whoever looks after this machine: ${cause}.</p>`,
  )
}

function problem(error: string | undefined): Markup | undefined {
  return error === undefined
    ? undefined
    : html`<p class="problem" id="problem" role="alert">${error}</p>`
}

interface FieldOptions {
  type: string
  autocomplete: string
  value?: string
  note?: string
  minlength?: number
  error?: boolean
}

function field(name: string, label: string, options: FieldOptions): Markup {
  const { type, autocomplete, value, note, minlength, error } = options
  const described = [note && `${name}-note`, error && 'problem'].filter(Boolean).join(' ')
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" required maxlength="200"${minlength && html` minlength="${minlength}"`}${described && html` aria-describedby="${described}"`}${error && html` aria-invalid="true"`}>
${note && html`<p class="note" id="${name}-note">${note}</p>`}`
}

function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Medcal</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>${mark}<span>Medcal</span></header>
<main>${body}</main>
</body>
</html>
`.text
}

const mark = html`<svg viewBox="0 0 32 28" width="32" height="28" aria-hidden="true" fill="none">
<path d="M7 12a9 9 0 0 1 18 0" stroke="var(--play-mark)" stroke-width="3" stroke-linecap="round"/>
<circle cx="7" cy="20" r="7" fill="var(--accent)"/>
<circle cx="25" cy="20" r="5" stroke="var(--accent)" stroke-width="2.4" stroke-dasharray="2.4 2.8"/>
</svg>`
