import { deserialize, serialize } from 'node:v8'
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { changes } from '@/db/schema'

/** Lets one run of a change at a time go on, until its transaction ends: a lost one may still be committing. */
export async function lockChange(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 1))`)
}

/** What a change of this id answered when it was committed; undefined when it never was. */
export async function doneBefore<T>(
  tx: Tx,
  clinicId: string,
  id: string,
): Promise<{ value: T } | undefined> {
  const [done] = await tx
    .select({ answer: changes.answer })
    .from(changes)
    .where(and(eq(changes.clinicId, clinicId), eq(changes.id, id)))
  return done && { value: deserialize(done.answer) as T }
}

/** Keeps what a change answers, in its own transaction: it is there if, and only if, the change is. */
export async function rememberDone(
  tx: Tx,
  clinicId: string,
  id: string,
  value: unknown,
): Promise<void> {
  await tx.insert(changes).values({ clinicId, id, answer: serialize(value) })
}
