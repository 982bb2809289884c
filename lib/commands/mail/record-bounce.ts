import { eq, sql } from 'drizzle-orm'
import { lookup } from '@/db/client'
import { letterFacts } from '@/db/queries/mail/letters'
import { messages } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { change, system } from '../change'
import { closeOffered, markBounced } from './bounces'

export type Bounce = {
  messageId: string
  /** Whether the address takes no mail for good; else only this mail did not get there. */
  permanent: boolean
  /** What the mail server said; it may hold the address. */
  reason: string
}

/**
 * A mail came back after it was taken. Its offer ends and the next patient is asked; when the address
 * takes none for good, and it still is the patient's, no more offers go there. Only a mail that was
 * sent can come back, and once: `recorded` is false for any other.
 */
export async function recordBounce(bounce: Bounce): Promise<Result<{ recorded: boolean }>> {
  const { messageId, permanent, reason } = bounce
  const [found] = await lookup<{ clinicId: string }>(
    sql`select clinic_id as "clinicId" from clinic_of_message(${messageId})`,
  )
  if (!found) return refuse('not-found')
  return change<{ recorded: boolean }>({ clinicId: found.clinicId, actor: system }, async (c) => {
    const facts = await letterFacts(c.tx, c.clinic.id, messageId)
    if (facts?.message.state !== 'sent') return ok({ recorded: false })
    const { message, patient } = facts
    // What the server said may hold the address, which an erased patient's rows do not.
    const serverSaid = patient?.erasedAt ? null : reason || null
    await c.tx
      .update(messages)
      .set({ state: 'failed', why: 'came-back', serverSaid })
      .where(eq(messages.id, messageId))
    await c.audit('message.came-back', {
      appointmentId: message.appointmentId ?? undefined,
      details: { messageId, kind: message.kind, permanent },
    })
    if (permanent && patient && message.sentTo) {
      await markBounced(c, { patientId: patient.id, email: message.sentTo }, 'came-back')
    }
    await closeOffered(c, message, permanent ? 'undeliverable' : 'not-taken')
    return ok({ recorded: true })
  })
}
