import { eq, sql } from 'drizzle-orm'
import { inClinic, type Tx } from '@/db/client'
import { sqlState } from '@/db/database-error'
import { audit, clinics, type MessageFacts, messages, outbox } from '@/db/schema'
import { inngest } from '@/inngest/client'
import type { EventData, EventName } from '@/inngest/events'
import type { AuditAction } from '@/lib/domain/audit-actions'
import type { MessageKind } from '@/lib/domain/message-kinds'
import { toldFrom } from '@/lib/domain/messages'
import {
  ok,
  type Reason,
  type Refusal,
  type Result,
  refuse,
  type StaffReason,
} from '@/lib/domain/result'
import { log } from '@/lib/log'
import { doneBefore, lockChange, rememberDone } from './done-before'
import { issueLinks } from './mail/link-tokens'

/** Who does it: written into every audit row. */
export type Actor =
  | { kind: 'staff'; id: string; name: string }
  | { kind: 'patient'; id: string; name: string }
  | { kind: 'system'; name: string }

/** Who does what nobody pressed. */
export const system = { kind: 'system', name: 'Medcal' } as const satisfies Actor

/**
 * Where and by whom a command runs. With a `request`, what was asked is done once: asked `again`, it
 * answers what it answered first (for a day).
 */
export type Context = { clinicId: string; actor: Actor; request?: Asked }

/** What a person asked, by its id; `again` when the first answer to it did not reach them. */
export type Asked = { id: string; again: boolean }

/** The same, where only staff can do it. */
export type StaffContext = Context & { actor: Extract<Actor, { kind: 'staff' }> }

export type Clinic = typeof clinics.$inferSelect

/** One change in the making: the transaction, its time, and what is to be recorded with it. */
export type Change = {
  tx: Tx
  /** The database's clock at the beginning of the change. */
  now: Date
  clinic: Clinic
  context: Context
  /** Outbox entries written in bulk by the command itself; sent like those of `emit`. */
  entries: OutboxEntry[]
  /** Writes the audit row of this change; without one, open pages do not notice it (`changesVersion`). */
  audit(action: AuditAction, about: AuditSubject): Promise<void>
  /** Sends an event once the change is committed. */
  emit<N extends EventName>(name: N, data: Omit<EventData<N>, 'clinicId'>): Promise<void>
  /** Queues a mail; one of the same appointment version, kind and stage is queued only once. */
  queueMail(mail: MailToQueue): Promise<void>
}

type AuditSubject = {
  appointmentId?: string
  openingId?: string
  details?: Record<string, unknown>
}

type MailToQueue = {
  kind: MessageKind
  appointmentId?: string
  appointmentVersion?: number
  stage?: string
  offerId?: string
  invitationId?: string
  facts?: MessageFacts
  /** It may have been an accident of staff: it waits until they can no longer take it back. */
  inHand?: boolean
}

class Refused extends Error {
  constructor(readonly refusal: Refusal<Reason>) {
    super(refusal.reason)
  }
}

/**
 * Runs one command's work in one transaction: the rows, the audit entry and the outbox entries
 * commit together. A refusal rolls everything back. Events go out after the commit, and the answer
 * waits for them only a moment; what does not get out is sent by the tick.
 *
 * `work` may run several times, each time in a new transaction with a new `now`: up to five times
 * where it meets a deadlock, and for some ten seconds while the connection is lost (`inClinic`). So it
 * touches nothing but `tx` and what it is handed: it sends no email and no request, and leaves nothing
 * behind in a variable outside. What must follow the commit goes through `emit` and `queueMail`.
 *
 * Run again after a lost connection, it first looks whether its commit was all that got lost. A
 * request that somebody recorded and sends anew, without saying that it is asked again, is done as
 * one of its own.
 */
export async function change<T, R extends Reason = StaffReason>(
  context: Context,
  work: (change: Change) => Promise<Result<T, R>>,
): Promise<Result<T, R | 'not-found' | 'patient-erased'>> {
  const { clinicId, request } = context
  let id = request?.id ?? crypto.randomUUID()
  let mayBeDone = request?.again ?? false
  let entries: OutboxEntry[] = []
  try {
    const result = await inClinic(clinicId, async (tx, now) => {
      const [, done, [clinic]] = await Promise.all([
        lockChange(tx, id),
        request || mayBeDone ? doneBefore<T>(tx, clinicId, id) : undefined,
        tx.select().from(clinics).where(eq(clinics.id, clinicId)),
      ])
      if (done && mayBeDone) return ok(done.value)
      if (done) id = crypto.randomUUID()
      mayBeDone = true
      entries = []
      if (!clinic) throw new Refused(refuse('not-found'))
      const answer = await work(changeOf(tx, now, clinic, context, entries))
      if (!answer.ok) throw new Refused(answer)
      await rememberDone(tx, clinicId, id, answer.value)
      return answer
    })
    await atMost(patience, deliver(clinicId, entries))
    return result
  } catch (error) {
    if (error instanceof Refused) return error.refusal as Refusal<R>
    // The triggers `patients_erased` and `appointments_erased`, whichever command met them.
    if (sqlState(error) === 'MC001') return refuse('patient-erased')
    throw error
  }
}

export type OutboxEntry = { id: string; name: string; data: object }

function changeOf(
  tx: Tx,
  now: Date,
  clinic: Clinic,
  context: Context,
  entries: OutboxEntry[],
): Change {
  const { clinicId, actor } = context
  const emit: Change['emit'] = async (name, data) => {
    const [entry] = await tx
      .insert(outbox)
      .values({ clinicId, name, data: { clinicId, ...data } })
      .returning({ id: outbox.id })
    if (entry) entries.push({ id: entry.id, name, data: { clinicId, ...data } })
  }
  return {
    tx,
    now,
    clinic,
    context,
    entries,
    emit,
    async audit(action, { appointmentId, openingId, details }) {
      await tx.insert(audit).values({
        clinicId,
        actorKind: actor.kind,
        actorId: 'id' in actor ? actor.id : null,
        actorName: actor.name,
        action,
        appointmentId,
        openingId,
        details,
      })
    },
    async queueMail({ inHand, ...mail }) {
      const isInHand = inHand ?? mail.kind === 'moved'
      const dueAt = toldFrom({ isInHand, by: actor.kind }, now)
      const [message] = await tx
        .insert(messages)
        .values({ clinicId, dueAt, ...mail })
        .onConflictDoNothing()
        .returning()
      if (!message) return
      await Promise.all([
        // At once, so that a page can lead to another before the mail is out.
        issueLinks(tx, message),
        emit('message/queued', { messageId: message.id }),
      ])
    },
  }
}

/** Sends committed outbox entries. The entry's id is the event's id, so that a repeat is dropped. */
export async function deliver(clinicId: string, entries: OutboxEntry[]): Promise<void> {
  try {
    for (let from = 0; from < entries.length; from += batch) {
      const some = entries.slice(from, from + batch)
      await inngest.send(some)
      const ids = some.map((entry) => entry.id)
      await inClinic(clinicId, (tx) =>
        tx
          .update(outbox)
          .set({ sentAt: sql`clock_timestamp()` })
          // One statement for any number of them: a list would be prepared anew for each length.
          .where(sql`${outbox.id} = any(${sql.param(ids)}::uuid[])`),
      )
    }
  } catch (error) {
    log.warn({ err: error, count: entries.length }, 'events wait for the tick')
  }
}

/** In ms. Inngest's client tries five times, longer than anybody is to look at "Booking…". */
const patience = 2000

/** Waits for what cannot fail, but no longer than `ms`; it goes on by itself. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let clock: NodeJS.Timeout | undefined
  const tooLong = new Promise<void>((resolve) => {
    clock = setTimeout(resolve, ms)
  })
  await Promise.race([work, tooLong])
  clearTimeout(clock)
}

/** Well below what one request to Inngest may hold (512 KB). */
const batch = 500
