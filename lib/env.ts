import { z } from 'zod'

const webAddress = z.url({
  protocol: /^https?$/,
  error: 'must be an address that begins with http:// or https://',
})

/** Minutes that divide an hour, so that the tick's pauses are alike. */
const tickMinutes = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30]
const wrongMinutes = `must be one of ${tickMinutes.join(', ')}`

const schema = z.object({
  APP_BASE_URL: webAddress.transform((url) => url.replace(/\/+$/, '')),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must be a PostgreSQL address, like postgres://user:password@host:5432/medcal',
  }),
  AUTH0_DOMAIN: z
    .string({ error: 'is missing: give the tenant’s domain, like clinic.eu.auth0.com' })
    .refine(isDomain, 'must be a domain like clinic.eu.auth0.com')
    .refine(
      (given) => !given.startsWith('http://') || isLoopback(given),
      'may be an http:// address on this machine only: elsewhere sign-in needs https://',
    ),
  AUTH0_CLIENT_ID: text('copy it from the Auth0 application’s settings'),
  AUTH0_CLIENT_SECRET: text('copy it from the Auth0 application’s settings'),
  AUTH0_SECRET: secret(),
  SIGN_UP: z.enum(['open', 'closed'], 'must be open or closed').default('open'),
  SESSION_IDLE_MINUTES: wholeNumber(5, 1440).default(120),
  SESSION_HOURS: wholeNumber(1, 24).default(12),
  SMTP_URL: z.url({
    protocol: /^smtps?$/,
    error: 'must be a mail server’s address, like smtp://user:password@host:587',
  }),
  MAIL_FROM: text('give the sender, like Medcal <visits@clinic.example>').refine(
    (from) => from.includes('@'),
    'must hold an email address, like Medcal <visits@clinic.example>',
  ),
  MAIL_WEBHOOK_SECRET: secret().optional(),
  INNGEST_BASE_URL: webAddress.optional(),
  INNGEST_EVENT_KEY: z.string().optional(),
  INNGEST_SIGNING_KEY: z.string().optional(),
  INNGEST_DEV: z.string().optional(),
  TICK_MINUTES: z.coerce
    .number({ error: wrongMinutes })
    .refine((minutes) => tickMinutes.includes(minutes), wrongMinutes)
    .default(5),
  TOKEN_SECRET: secret(),
  TOKEN_SECRET_PREVIOUS: secret().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

/** The app's environment, checked. Minutes and hours are numbers. */
export type Env = z.infer<typeof schema>

/** The names of all of its variables. */
export const envNames = Object.keys(schema.shape)

let checked: Env | undefined

/** The app's environment, checked at the first call; refuses as `parseEnv` does. */
export function env(): Env {
  checked ??= parseEnv(process.env)
  return checked
}

/** Whether people reach the app under https. */
export function isHttps(): boolean {
  return env().APP_BASE_URL.startsWith('https:')
}

/**
 * Checks a set of variables; an empty one counts as not given.
 * Refuses with one message that names every wrong variable and what to do. It shows no values.
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  const wrong = (result.error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')} ${issue.message}`,
  )
  const { INNGEST_DEV: dev, APP_BASE_URL: address } = given
  // Without keys whoever reaches the app could run its functions.
  if (dev && ![address, dev].every((one) => !one?.includes('://') || isLoopback(one))) {
    wrong.push(
      'INNGEST_DEV is for development on this machine: remove it, or set APP_BASE_URL to http://localhost:<port>',
    )
  }
  for (const key of ['INNGEST_EVENT_KEY', 'INNGEST_SIGNING_KEY']) {
    if (dev || given[key]) continue
    wrong.push(`${key} is missing: copy it from Inngest, or set INNGEST_DEV for a local server`)
  }
  if (result.success && result.data.SESSION_IDLE_MINUTES > result.data.SESSION_HOURS * 60) {
    wrong.push('SESSION_IDLE_MINUTES is longer than SESSION_HOURS: it would never end a session')
  }
  if (result.success && wrong.length === 0) return result.data
  throw new Error(
    `The environment is not complete. Set these variables (see .env.example) and start again:\n  ${wrong.join('\n  ')}`,
  )
}

function text(advice: string) {
  return z.string({ error: `is missing: ${advice}` })
}

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,5}$/, error)
    .transform(Number)
    .refine((value) => value >= least && value <= most, error)
}

function secret() {
  const advice = 'make one with: openssl rand -hex 32'
  return z
    .string({ error: `is missing: ${advice}` })
    .min(32, `must have at least 32 characters: ${advice}`)
}

/** Whether an address is on this machine, or by a name that is kept for tests and nobody's (RFC 6761). */
function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname } = new URL(address)
  return /^((.+\.)?localhost|.+\.test|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

function isDomain(value: string): boolean {
  const url = value.includes('://') ? value : `https://${value}`
  if (!URL.canParse(url)) return false
  const { protocol, pathname, search } = new URL(url)
  return /^https?:$/.test(protocol) && pathname === '/' && search === ''
}
