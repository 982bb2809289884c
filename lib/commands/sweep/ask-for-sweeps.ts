import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'
import { type Sweep, sweeps } from '@/db/queries/clinic/sweep-runs'
import { sendAgain } from '../send-again'
import { clinicsDue } from './run'

/**
 * Asks for the sweep of every clinic whose local time for it has come, and again for those by hand
 * that have not run: each is a durable run of its own. Returns how many were asked for.
 */
export async function askForSweeps(now = new Date()): Promise<number> {
  const owed = await lookup<{ runId: string; clinicId: string; sweep: Sweep }>(
    sql`select id as "runId", clinic_id as "clinicId", sweep from owed_sweeps(1000)`,
  )
  const byHand = owed.map((data) => ({ about: data.runId, data }))
  const byClock = []
  for (const sweep of sweeps) {
    for (const clinicId of await clinicsDue(sweep)) {
      byClock.push({ about: `${sweep}:${clinicId}`, data: { clinicId, sweep } })
    }
  }
  await sendAgain('sweep/requested', [...byHand, ...byClock], now)
  return byHand.length + byClock.length
}
