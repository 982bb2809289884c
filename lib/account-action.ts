import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import { type ActionResult, isSameOrigin, unexpected } from './actions'
import { reasonForStaff } from './domain/reasons'
import type { Reason, Result } from './domain/result'
import { type Account, currentAccount } from './session'

/** Makes a server action for a signed-in account that may belong to no clinic yet: create one, join one. */
export function accountAction<S extends z.ZodType, T>(
  schema: S,
  run: (account: Account, input: z.output<S>) => Promise<Result<T>>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => {
    try {
      if (!(await isSameOrigin())) return refused('not-allowed')
      const account = await currentAccount()
      if (!account) {
        return {
          ok: false,
          reason: 'signed-out',
          message:
            'You are signed out. Sign in again in another tab, then press the button once more.',
        }
      }
      const parsed = schema.safeParse(input)
      if (!parsed.success) {
        return { ...refused('invalid'), fields: z.flattenError(parsed.error).fieldErrors }
      }
      const result = await run(account, parsed.data)
      return result.ok ? result : refused(result.reason, result.detail)
    } catch (error) {
      unstable_rethrow(error)
      return { ok: false, reason: 'unexpected', message: unexpected(error) }
    }
  }
}

function refused(reason: Reason, detail?: Record<string, string>) {
  return { ok: false as const, reason, message: reasonForStaff(reason, 'en', detail) }
}
