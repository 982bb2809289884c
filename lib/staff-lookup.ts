import 'server-only'
import type { z } from 'zod'
import { staffAction } from './actions'
import type { Permission } from './domain/permissions'
import type { Result } from './domain/result'
import { mostBytes, readJson } from './request-body'
import type { StaffSession } from './session'

/**
 * A POST route that answers what a form asks while it is filled in, guarded as an action is. It
 * changes nothing. Not an action, since those wait in line behind each other and behind the page's
 * own refreshing; not GET, so that what is typed about patients stays out of addresses.
 */
export function staffLookup<S extends z.ZodType, T>(
  permission: Permission,
  schema: S,
  run: (session: StaffSession, input: z.output<S>) => Promise<Result<T>>,
): (request: Request) => Promise<Response> {
  const answer = staffAction(permission, schema, run)
  return async (request) => {
    const body = await readJson(request, mostBytes.form)
    const told = await answer(body.ok ? (body.value as z.input<S>) : (undefined as never))
    const headers = { 'Cache-Control': 'no-store' }
    return Response.json(told, { status: body.ok ? 200 : body.status, headers })
  }
}
