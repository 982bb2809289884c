import { env } from '@/lib/env'

/**
 * Runs once when the server starts: a wrong environment stops it here, with every name at once. Then
 * the durable functions are made known, which it does not wait for.
 */
export async function register(): Promise<void> {
  env()
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { keepRegistered } = await import('@/inngest/register')
  keepRegistered()
}
