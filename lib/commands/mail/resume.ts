import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'
import { ok } from '@/lib/domain/result'
import { change, system } from '../change'
import { sendAgain } from '../send-again'
import { mailWentOut } from './flow'

/**
 * Sets emails off again that are overdue: whatever was to wake them is lost. Where the mail server
 * has taken another clinic's email since a clinic's last try, all that waits there goes now.
 * Returns how many were overdue.
 */
export async function resumeMessages(now = new Date()): Promise<number> {
  const clinics = await lookup<{ id: string }>(sql`select clinics_mailing_again() as id`)
  for (const { id: clinicId } of clinics) {
    await change({ clinicId, actor: system }, async (c) => {
      await mailWentOut(c)
      return ok(null)
    })
  }
  const overdue = await lookup<{ id: string; clinicId: string }>(
    sql`select id, clinic_id as "clinicId" from overdue_messages(1000)`,
  )
  const events = overdue.map(({ id, clinicId }) => ({
    about: id,
    data: { clinicId, messageId: id },
  }))
  await sendAgain('message/queued', events, now)
  return overdue.length
}
