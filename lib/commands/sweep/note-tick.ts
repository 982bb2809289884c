import { sql } from 'drizzle-orm'
import { withoutClinic } from '@/db/client'
import { heartbeat } from '@/db/schema'

/** Notes that the durable engine has woken the app that serves at `appUrl`, by the database's clock. */
export async function noteTick(appUrl: string): Promise<void> {
  const tick = { tickedAt: sql`clock_timestamp()`, appUrl }
  await withoutClinic((tx) =>
    tx.insert(heartbeat).values(tick).onConflictDoUpdate({ target: heartbeat.only, set: tick }),
  )
}
