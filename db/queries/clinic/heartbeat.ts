import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'

export type Heartbeat = {
  /** How long ago the last tick came, in ms; null when none has come. */
  tickedMsAgo: number | null
  /** Where the app is that ran it. */
  appUrl: string | null
  /** A hash of the functions that were registered last. */
  registered: string | null
  /** For how long, in ms, the oldest event has waited that did not get out; 0 when none waits. */
  eventWaitsMs: number
}

/** What is known of the durable engine's work, by the database's clock. It is no clinic's. */
export async function readHeartbeat(tx: Tx): Promise<Heartbeat> {
  const ms = (since: string) =>
    sql.raw(`round(extract(epoch from clock_timestamp() - ${since}) * 1000)::float8`)
  const [row] = await tx.execute<Heartbeat>(sql`
    select ${ms('h.ticked_at')} as "tickedMsAgo", h.app_url as "appUrl", h.registered,
      coalesce((select max(${ms('o.created_at')}) from stranded_outbox(1) o), 0) as "eventWaitsMs"
    from (select true) one left join heartbeat h on true`)
  return row ?? { tickedMsAgo: null, appUrl: null, registered: null, eventWaitsMs: 0 }
}
