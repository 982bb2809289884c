import nodemailer from 'nodemailer'
import { pingDatabase, withoutClinic } from '@/db/client'
import { readHeartbeat } from '@/db/queries/clinic/heartbeat'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

export interface Health {
  status: 'ok' | 'failing'
  checks: Record<Need, 'ok' | 'failing'>
}

type Need = 'database' | 'inngest' | 'mail'

const patience = 4000
const freshFor = 1000
let last: { at: number; health: Promise<Health> } | undefined

/** Whether what the app needs answers; asked at most once a second, each need for at most 4 s. */
export function readHealth(now: number): Promise<Health> {
  if (!last || now - last.at > freshFor) last = { at: now, health: checkAll() }
  return last.health
}

async function checkAll(): Promise<Health> {
  const [database, inngest, mail] = await Promise.all([
    check('database', pingDatabase()),
    check('inngest', checkInngest()),
    check('mail', pingMail()),
  ])
  const checks = { database, inngest, mail }
  const well = Object.values(checks).every((state) => state === 'ok')
  return { status: well ? 'ok' : 'failing', checks }
}

async function check(need: Need, answer: Promise<unknown>): Promise<'ok' | 'failing'> {
  let clock: NodeJS.Timeout | undefined
  const tooLate = new Promise((_, reject) => {
    clock = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience)
  })
  try {
    await Promise.race([answer, tooLate])
    return 'ok'
  } catch (error) {
    log.warn({ need, reason: error instanceof Error ? error.message : 'unknown' }, 'health check')
    return 'failing'
  } finally {
    clearTimeout(clock)
  }
}

/**
 * That the server is there says little: it must know our functions, reach this app, and take our
 * events. The tick goes all of that way, and may be late by three of its pauses.
 */
async function checkInngest(): Promise<void> {
  await pingInngest()
  const { APP_BASE_URL, TICK_MINUTES } = env()
  const longest = 3 * TICK_MINUTES * 60_000
  const { tickedMsAgo, appUrl, eventWaitsMs } = await withoutClinic(readHeartbeat)
  if (tickedMsAgo === null) throw new Error('no tick has come yet')
  if (tickedMsAgo > longest) throw new Error(`the last tick came ${tickedMsAgo} ms ago`)
  if (appUrl !== APP_BASE_URL) throw new Error(`the functions are served at ${appUrl}`)
  if (eventWaitsMs > longest) throw new Error(`an event has not got out for ${eventWaitsMs} ms`)
}

/** Whatever server the events go to, an answer of any kind but an error of its own will do. */
async function pingInngest(): Promise<void> {
  const { INNGEST_BASE_URL, INNGEST_DEV } = env()
  const local = INNGEST_DEV?.includes('://') ? INNGEST_DEV : undefined
  const base =
    INNGEST_BASE_URL ?? local ?? (INNGEST_DEV ? 'http://localhost:8288' : 'https://inn.gs')
  const answer = await fetch(base, {
    redirect: 'manual',
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  })
  if (answer.status >= 500) throw new Error(`status ${answer.status}`)
}

async function pingMail(): Promise<void> {
  const transport = nodemailer.createTransport({
    url: env().SMTP_URL,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  })
  try {
    await transport.verify()
  } finally {
    transport.close()
  }
}
