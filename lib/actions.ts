import 'server-only'
import { createHash } from 'node:crypto'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import type { Asked } from './commands/change'
import { may, type Permission } from './domain/permissions'
import { reasonForStaff } from './domain/reasons'
import type { Detail, Result, StaffReason } from './domain/result'
import { log } from './log'
import { isOwnOrigin } from './own-origin'
import { securityEvent } from './security-log'
import { type Account, currentAccount, currentStaff, type StaffSession } from './session'

/** What an action answers to a staff page: a refusal comes with a sentence to show. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | {
      ok: false
      reason: StaffReason | 'unexpected' | 'signed-out'
      message: string
      /** By field name, where the input itself was wrong. */
      fields?: Record<string, string[] | undefined>
    }

/**
 * Makes a server action for staff: who may, which input, then one command. Every export of a
 * 'use server' file is a public endpoint, so each is built by this. `request` is the id of what a
 * person asked: when its answer got lost, the action may be called with it `again`, and is done once.
 */
export function staffAction<S extends z.ZodType, T>(
  permission: Permission,
  schema: S,
  run: (session: StaffSession, input: z.output<S>) => Promise<Result<T>>,
): Action<S, T> {
  const who = async () => {
    const session = await currentStaff()
    if (!session) {
      const account = await currentAccount()
      return account && !account.emailVerified ? unverified(account) : 'signed-out'
    }
    const { staff, clinic } = session
    if (may(staff.role, permission)) return session
    securityEvent('refused-role', { staffId: staff.id, clinicId: clinic.id, what: permission })
    return 'not-allowed'
  }
  const nameOf = ({ staff }: StaffSession) => staff.id
  return guarded(who, nameOf, schema, ({ context, ...session }, input, request) =>
    run({ ...session, context: { ...context, request } }, input),
  )
}

/**
 * Makes a server action for a signed-in account that may belong to no clinic yet: create one, join
 * one. Both are for an address that is verified.
 */
export function accountAction<S extends z.ZodType, T>(
  schema: S,
  run: (account: Account, input: z.output<S>, request?: Asked) => Promise<Result<T>>,
): Action<S, T> {
  const who = async () => {
    const account = await currentAccount()
    if (!account) return 'signed-out'
    return account.emailVerified ? account : unverified(account)
  }
  return guarded(who, ({ subject }) => subject, schema, run)
}

function unverified({ subject }: Account) {
  securityEvent('refused-unverified', { subject })
  return 'address-not-verified' as const
}

/** Who may not, and why. */
type Nobody = 'signed-out' | 'not-allowed' | 'address-not-verified'

type Action<S extends z.ZodType, T> = (
  input: z.input<S>,
  request?: string,
  again?: boolean,
) => Promise<ActionResult<T>>

const requestSchema = z.guid().optional()

/** Runs for whoever `who` finds, with an input that fits the schema; everything else is refused. */
function guarded<W extends object, S extends z.ZodType, T>(
  who: () => Promise<W | Nobody>,
  nameOf: (by: W) => string,
  schema: S,
  run: (by: W, input: z.output<S>, request?: Asked) => Promise<Result<T>>,
): Action<S, T> {
  return async (input, request, again) => {
    try {
      const by: W | Nobody = (await isSameOrigin()) ? await who() : 'not-allowed'
      if (by === 'signed-out') return signedOut
      if (typeof by === 'string') return refused(by)
      const parsed = schema.safeParse(input)
      if (!parsed.success) {
        return { ...refused('invalid'), fields: z.flattenError(parsed.error).fieldErrors }
      }
      const { success, data: id } = requestSchema.safeParse(request)
      if (!success) return refused('invalid')
      const asked = id && { id: idOf(id, nameOf(by), parsed.data), again: again === true }
      const result = await run(by, parsed.data, asked || undefined)
      return result.ok ? result : refused(result.reason, result.detail)
    } catch (error) {
      unstable_rethrow(error)
      return { ok: false, reason: 'unexpected', message: unexpected(error) }
    }
  }
}

/** Of what somebody asked: the same id with another input, or from somebody else, is another request. */
function idOf(request: string, by: string, input: unknown): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([request, by, input]))
    .digest('hex')
  // As a UUID of version 8 (RFC 9562, section 5.8).
  return hash.replace(/^(.{8})(.{4})(.{3})(.{3})(.{12}).*$/, '$1-$2-8$3-a$4-$5')
}

const signedOut = {
  ok: false,
  reason: 'signed-out',
  message: 'You are signed out. Sign in again in another tab, then press the button once more.',
} as const

/**
 * Next.js lets a request that names no origin pass: it is no browser's, and these are for browsers. A no is
 * written to the log.
 */
export async function isSameOrigin(): Promise<boolean> {
  const isOwn = isOwnOrigin(await headers())
  if (!isOwn) securityEvent('refused-foreign-origin', { what: 'action' })
  return isOwn
}

/** Logs an unknown error under a reference, and says so without showing it. */
export function unexpected(error: unknown): string {
  const reference = crypto.randomUUID().slice(0, 8)
  log.error({ err: error, reference }, 'unexpected error')
  return `Something went wrong on our side. Reload the page to see whether it was saved, then try again; if it stays, tell us the reference ${reference}.`
}

function refused(reason: StaffReason, detail?: Detail) {
  return { ok: false as const, reason, message: reasonForStaff(reason, 'en', detail) }
}
