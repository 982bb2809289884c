import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'
import { deliver, type OutboxEntry } from './change'

/** Sends events that were committed and did not get out; how many there were. */
export async function relayOutbox(): Promise<number> {
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
