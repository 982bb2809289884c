import { and, desc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, waitlistEntries } from '@/db/schema'
import type { WaitEnding } from '@/lib/domain/endings'
import type { Wishes } from '@/lib/domain/wishes'
import { isWaiting } from '../predicates'
import { wishesOf } from './wish-columns'

export type Entry = typeof waitlistEntries.$inferSelect

/** Joins appointments to the entry with which they wait: one row at most for each. */
export const waits = and(
  eq(waitlistEntries.appointmentId, appointments.id),
  isWaiting(waitlistEntries),
)

/** Endings of waits that go on when what became of their visit is taken back. */
export const mayGoOn: WaitEnding[] = ['visit-cancelled', 'visit-attended']

/** Whether an entry waits, or waits again once what became of its visit is taken back. */
export const onTheList = or(isWaiting(waitlistEntries), inArray(waitlistEntries.endedWhy, mayGoOn))

/** The last wait of a visit, over or not; undefined where it never waited. */
export async function lastEntryOf(
  tx: Tx,
  clinicId: string,
  appointmentId: string,
): Promise<Entry | undefined> {
  const [entry] = await tx
    .select()
    .from(waitlistEntries)
    .where(
      and(eq(waitlistEntries.clinicId, clinicId), eq(waitlistEntries.appointmentId, appointmentId)),
    )
    .orderBy(desc(sql`(${isWaiting(waitlistEntries)})`), desc(waitlistEntries.since))
    .limit(1)
  return entry
}

/** Whether a visit is open to an earlier time, and the wishes that are on record for it, waiting or not. */
export type Wait = { isOpen: boolean; wishes: Wishes }

export async function waitOf(tx: Tx, clinicId: string, appointmentId: string): Promise<Wait> {
  const entry = await lastEntryOf(tx, clinicId, appointmentId)
  return { isOpen: entry?.until === null, wishes: wishesOf(entry) }
}
