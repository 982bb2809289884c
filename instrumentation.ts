import { env } from '@/lib/env'

/**
 * Runs once when the server starts: a wrong environment stops it here, with every name at once, and
 * so do a database driver without its patch and a database role that could do more than the app may.
 * A database that does not answer yet does not: its role is looked at again before anything is read.
 * Then the durable functions are made known, which it does not wait for.
 */
export async function register(): Promise<void> {
  env()
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { closeFrontDoor } = await import('@/lib/front-door')
  closeFrontDoor()
  if (process.env.NODE_ENV === 'production') {
    const { consoleToLog } = await import('@/lib/console-to-log')
    consoleToLog()
  }
  const { pingDatabase } = await import('@/db/client')
  await pingDatabase().catch((error: Error) => {
    if (['UnfitRole', 'UnpatchedDriver'].includes(error.name)) throw error
  })
  const { keepRegistered } = await import('@/inngest/register')
  keepRegistered()
}
