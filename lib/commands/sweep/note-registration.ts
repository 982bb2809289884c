import { withoutClinic } from '@/db/client'
import { heartbeat } from '@/db/schema'

/** Notes which functions the durable engine has taken, by a hash of them and of where they are. */
export async function noteRegistration(registered: string): Promise<void> {
  await withoutClinic((tx) =>
    tx
      .insert(heartbeat)
      .values({ registered })
      .onConflictDoUpdate({ target: heartbeat.only, set: { registered } }),
  )
}
