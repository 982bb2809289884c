import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'
import { inngest } from '@/inngest/client'
import { deliver, type OutboxEntry } from './change'
import { pruneLimits } from './prune-limits'

/** The safety net under lost events; how many it sent, how many mails it set off again, and what it threw away. */
export async function relayOutbox(now = new Date()) {
  return {
    sent: await relayStranded(),
    resumed: await resumeMessages(now),
    pruned: await prune(),
    limitsPruned: await pruneLimits(),
  }
}

/** Sends events that were committed and did not get out. */
async function relayStranded(): Promise<number> {
  const stranded = await lookup<OutboxEntry & { clinicId: string }>(
    sql`select id, clinic_id as "clinicId", name, data from stranded_outbox(1000)`,
  )
  for (const clinicId of new Set(stranded.map((entry) => entry.clinicId))) {
    const entries = stranded.filter((entry) => entry.clinicId === clinicId)
    await deliver(
      clinicId,
      entries.map(({ id, name, data }) => ({ id, name, data })),
    )
  }
  return stranded.length
}

/** Sends the event of mails whose own is lost, once a day: the day is in the event's id, so that a repeat is dropped. */
async function resumeMessages(now: Date): Promise<number> {
  const stranded = await lookup<{ id: string; clinicId: string }>(
    sql`select id, clinic_id as "clinicId" from stranded_messages(500)`,
  )
  const day = now.toISOString().slice(0, 10)
  const events = stranded.map(({ id, clinicId }) => ({
    id: `${id}:${day}`,
    name: 'message/queued',
    data: { clinicId, messageId: id },
  }))
  if (events.length > 0) await inngest.send(events)
  return events.length
}

/** Throws away events that went out more than 30 days ago, and the answers of changes made a day ago. */
async function prune(): Promise<number> {
  const [row] = await lookup<{ pruned: number }>(
    sql`select prune_outbox(1000) + prune_changes(1000) as pruned`,
  )
  return row?.pruned ?? 0
}
