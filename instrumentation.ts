import { env } from '@/lib/env'

/** Runs once when the server starts: a wrong environment stops it here, with every name at once. */
export function register(): void {
  env()
}
