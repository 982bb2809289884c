import { createHash } from 'node:crypto'
import { NextRequest } from 'next/server'
import { withoutClinic } from '@/db/client'
import { readHeartbeat } from '@/db/queries/clinic/heartbeat'
import { noteRegistration } from '@/lib/commands/sweep/note-registration'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { inngest } from './client'
import { functions } from './functions'
import { handlers } from './serve'

/** In ms: the server listens only after its start is over, and Inngest calls back at once. */
const firstLook = 300
const nextLook = 15_000

/**
 * Keeps the functions known to Inngest, of whatever kind: registers them where it does not know
 * them, and again where the tick stays away, as from a server that has forgotten everything. Tries
 * on while there is no answer. Never throws, and keeps no process running. Returns how to end it.
 */
export function keepRegistered(): () => void {
  let problem = ''
  let isStart = true
  let pause = firstLook
  let timer = setTimeout(look, pause)
  timer.unref()
  async function look(): Promise<void> {
    try {
      const registered = await registerWhereNeeded({ isStart })
      if (registered) log.info('the functions are registered at Inngest')
      isStart = false
      problem = ''
      // The tick that it asked for shows what came of it.
      pause = registered ? env().TICK_MINUTES * 60_000 : nextLook
    } catch (error) {
      const said = error instanceof Error ? error.message : 'unknown'
      if (said !== problem) log.warn({ reason: said }, 'the functions are not registered yet')
      problem = said
      pause = Math.min(pause * 2, nextLook)
    }
    timer = setTimeout(look, pause)
    timer.unref()
  }
  return () => clearTimeout(timer)
}

/**
 * Registers the functions at Inngest unless all is well there, and asks for a tick. At the start of
 * a process it sees to it that the functions known there are these; later only that they run, or an
 * old and a new deployment would undo each other's registration. A host that starts many processes
 * registers once. True when it registered; throws when Inngest does not take them.
 */
export async function registerWhereNeeded({ isStart }: { isStart: boolean }): Promise<boolean> {
  const { APP_BASE_URL, TICK_MINUTES } = env()
  const own = fingerprint()
  const { tickedMsAgo, appUrl, registered } = await withoutClinic(readHeartbeat)
  const isAtWork = tickedMsAgo !== null && tickedMsAgo < TICK_MINUTES * 60_000 + 2 * nextLook
  if (isAtWork && (!isStart || (registered === own && appUrl === APP_BASE_URL))) return false
  await register()
  await noteRegistration(own)
  const minute = Math.floor(Date.now() / 60_000)
  await inngest.send({ id: `tick:${minute}`, name: 'tick/requested', data: {} })
  return true
}

/** Has the SDK's own handler register, as a PUT from outside would. */
async function register(): Promise<void> {
  const address = `${env().APP_BASE_URL}/api/inngest`
  const answer = await handlers.PUT(new NextRequest(address, { method: 'PUT' }), undefined)
  if (answer.status === 200) return
  const { message } = (await answer.json()) as { message?: string }
  throw new Error(message ?? `status ${answer.status}`)
}

/** What is registered, and where. */
function fingerprint(): string {
  const { APP_BASE_URL, INNGEST_BASE_URL, INNGEST_DEV } = env()
  const own = functions.map((one) => one.opts)
  return createHash('sha256')
    .update(JSON.stringify([own, APP_BASE_URL, INNGEST_BASE_URL, INNGEST_DEV]))
    .digest('hex')
}
