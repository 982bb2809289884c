import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'
import { system } from '../change'
import { expireOffer } from '../offer/end'
import { sendAgain } from '../send-again'
import { lapseOpening } from './end'

/**
 * What nobody else may have seen to: closes offers past their time, lapses openings that have
 * begun, and sends openings that nobody works on back into matching.
 */
export async function tendOpenings(now = new Date()): Promise<{
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
  const neglected = await lookup<{
    id: string
    clinic_id: string
    started: boolean
    asked: number
  }>(sql`select * from neglected_openings(1000)`)
  for (const { id, clinic_id: clinicId } of neglected.filter(({ started }) => started)) {
    const lapsed = await lapseOpening({ clinicId, actor: system }, { openingId: id })
    if (lapsed.ok) count.lapsed++
  }
  const free = neglected.filter(({ started }) => !started)
  const events = free.map(({ id, clinic_id: clinicId, asked }) => ({
    // Each time that it was offered it may be neglected anew.
    about: `${id}:${asked}`,
    data: { clinicId, openingId: id },
  }))
  await sendAgain('opening/opened', events, now)
  count.resumed = events.length
  return count
}
