import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'
import { ok } from '@/lib/domain/result'
import { change } from './change'
import { expireOffer } from './end-offer'
import { lapseOpening } from './end-opening'

const system = { kind: 'system', name: 'Medcal' } as const

/**
 * The safety net under lost events: closes offers past their time, lapses openings that have
 * begun, and sends openings that nobody works on back into matching.
 */
export async function tendOpenings(): Promise<{
  expired: number
  lapsed: number
  resumed: number
}> {
  const count = { expired: 0, lapsed: 0, resumed: 0 }
  const overdue = await lookup<{ id: string; clinic_id: string }>(
    sql`select * from overdue_offers(1000)`,
  )
  for (const { id, clinic_id: clinicId } of overdue) {
    const result = await expireOffer({ clinicId, actor: system }, { offerId: id, reopen: true })
    if (result.ok && result.value.closed) count.expired++
  }
  const neglected = await lookup<{ id: string; clinic_id: string; started: boolean }>(
    sql`select * from neglected_openings(1000)`,
  )
  for (const { id, clinic_id: clinicId, started } of neglected) {
    const context = { clinicId, actor: system }
    if (started) {
      if ((await lapseOpening(context, { openingId: id })).ok) count.lapsed++
    } else {
      await change(context, async (c) => {
        await c.emit('opening/opened', { openingId: id })
        return ok(null)
      })
      count.resumed++
    }
  }
  return count
}
