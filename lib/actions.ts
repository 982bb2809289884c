import 'server-only'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import { may, type Permission } from './domain/permissions'
import { reasonForStaff } from './domain/reasons'
import type { Reason, Result } from './domain/result'
import { log } from './log'
import { currentStaff, type StaffSession } from './session'

/** What an action answers to a staff page: a refusal comes with a sentence to show. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | {
      ok: false
      reason: Reason | 'unexpected' | 'signed-out'
      message: string
      /** By field name, where the input itself was wrong. */
      fields?: Record<string, string[] | undefined>
    }

/**
 * Makes a server action for staff: who may, which input, then one command. Every export of a
 * 'use server' file is a public endpoint, so each is built by this.
 */
export function staffAction<S extends z.ZodType, T>(
  permission: Permission,
  schema: S,
  run: (session: StaffSession, input: z.output<S>) => Promise<Result<T>>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => {
    try {
      if (!(await isSameOrigin())) return refused('not-allowed')
      const session = await currentStaff()
      if (!session) {
        return {
          ok: false,
          reason: 'signed-out',
          message:
            'You are signed out. Sign in again in another tab, then press the button once more.',
        }
      }
      if (!may(session.staff.role, permission)) return refused('not-allowed')
      const parsed = schema.safeParse(input)
      if (!parsed.success) {
        return { ...refused('invalid'), fields: z.flattenError(parsed.error).fieldErrors }
      }
      const result = await run(session, parsed.data)
      return result.ok ? result : refused(result.reason, result.detail)
    } catch (error) {
      unstable_rethrow(error)
      return { ok: false, reason: 'unexpected', message: unexpected(error) }
    }
  }
}

/** Browsers name the page a POST comes from; Next.js lets a request without that header pass. */
export async function isSameOrigin(): Promise<boolean> {
  const sent = await headers()
  const origin = sent.get('origin')
  const host = sent.get('x-forwarded-host') ?? sent.get('host')
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host
}

/** Logs an unknown error under a reference, and says so without showing it. */
export function unexpected(error: unknown): string {
  const reference = crypto.randomUUID().slice(0, 8)
  log.error({ err: error, reference }, 'unexpected error')
  return `Something went wrong on our side, and nothing has changed. Try again; if it stays, tell us the reference ${reference}.`
}

function refused(reason: Reason, detail?: Record<string, string>) {
  return { ok: false as const, reason, message: reasonForStaff(reason, 'en', detail) }
}
