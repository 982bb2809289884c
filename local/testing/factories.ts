import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { inClinic, type Tx } from '@/db/client'
import { lastEntryOf } from '@/db/queries/waitlist/waits'
import {
  appointments,
  appointmentTypes,
  audit,
  clinics,
  messages,
  offers,
  openings,
  outbox,
  patients,
  practitioners,
  slots,
  workingHours,
} from '@/db/schema'
import { addAbsence } from '@/lib/commands/absence/add'
import { type BookAppointment, bookAppointment } from '@/lib/commands/appointment/book'
import { cancelAppointment } from '@/lib/commands/appointment/cancel'
import type { Context } from '@/lib/commands/change'
import { offerOpening } from '@/lib/commands/offer/offer-opening'
import type { AuditAction } from '@/lib/domain/audit-actions'
import type { WorkingHours } from '@/lib/domain/availability'
import type { Reason, Result } from '@/lib/domain/result'
import { dayOf, wallTimeOf } from '@/lib/domain/time'
import { noWishes, type Wishes } from '@/lib/domain/wishes'

type Overrides = {
  clinic?: Partial<typeof clinics.$inferInsert>
  type?: Partial<typeof appointmentTypes.$inferInsert>
  /** Wall clock; every day around the clock when not given. */
  hours?: WorkingHours[]
}

/** A booking in the making; what is not given is a matter of course: a new patient, in 48 hours. */
export type Booking = Partial<Omit<BookAppointment, 'openToEarlier'>> & {
  /** The start, in hours from the world's beginning. */
  inHours?: number
  openToEarlier?: boolean | Partial<Wishes>
}

export type World = Awaited<ReturnType<typeof makeClinic>>

export const hour = 3_600_000

/** Every day, around the clock. */
export const always: WorkingHours[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  weekday,
  startsAt: '00:00',
  endsAt: '24:00',
}))

/** What a command gave back; throws when it refused. */
export function granted<T>(result: Result<T, Reason>): T {
  if (!result.ok) throw new Error(`Refused: ${result.reason}`)
  return result.value
}

/** A clinic of its own, with a practitioner, a type of 30 minutes, and hands to work in it. */
export async function makeClinic(overrides: Overrides = {}) {
  const clinicId = crypto.randomUUID()
  const context: Context = {
    clinicId,
    actor: { kind: 'staff', id: crypto.randomUUID(), name: 'Ines Staff' },
  }
  const beginning = Math.floor(Date.now() / 60_000) * 60_000
  const run = <T>(work: (tx: Tx) => Promise<T>) => inClinic(clinicId, work)
  await run((tx) =>
    tx.insert(clinics).values({
      id: clinicId,
      name: 'Testpraxis',
      timeZone: 'UTC',
      // One after another, so that a test sees who comes next, unless it is about asking several.
      batchSize: 1,
      ...overrides.clinic,
    }),
  )
  let people = 0

  const world = {
    clinicId,
    context,
    patientContext: { clinicId, actor: { kind: 'patient', id: clinicId, name: 'P.' } } as Context,
    practitionerId: '',
    typeId: '',
    run,
    /** The instant so many hours from the world's beginning, on the minute. */
    at: (hours: number) => new Date(beginning + hours * hour),

    async practitioner(row: Partial<typeof practitioners.$inferInsert> = {}, hours = always) {
      const id = crypto.randomUUID()
      await run(async (tx) => {
        await tx.insert(practitioners).values({ id, clinicId, name: 'Dr. Test', ...row })
        if (hours.length === 0) return
        const rows = hours.map((range) => ({ ...range, clinicId, practitionerId: id }))
        await tx.insert(workingHours).values(rows)
      })
      return id
    },
    async type(row: Partial<typeof appointmentTypes.$inferInsert> = {}) {
      const id = crypto.randomUUID()
      await run((tx) =>
        tx
          .insert(appointmentTypes)
          .values({ id, clinicId, name: 'Visit', durationMinutes: 30, ...row }),
      )
      return id
    },
    async patient(row: Partial<typeof patients.$inferInsert> = {}) {
      const id = crypto.randomUUID()
      const familyName = `Patient ${++people}`
      const email = `${id}@patients.test`
      await run((tx) =>
        tx.insert(patients).values({ id, clinicId, givenName: 'Pat', familyName, email, ...row }),
      )
      return id
    },

    /** Books through the command, whatever it answers. */
    async tryBook({ inHours = 48, openToEarlier = false, ...given }: Booking = {}) {
      return bookAppointment(context, {
        patientId: given.patientId ?? (await world.patient()),
        typeId: world.typeId,
        practitionerId: world.practitionerId,
        start: world.at(inHours),
        note: '',
        overHold: false,
        ...given,
        openToEarlier: openToEarlier
          ? { ...noWishes, ...(openToEarlier === true ? {} : openToEarlier) }
          : null,
      })
    },
    /** Books, and gives the appointment's id. */
    book: async (booking?: Booking) => granted(await world.tryBook(booking)).appointmentId,
    async cancel(appointmentId: string, offerOnward = true) {
      const { version } = await world.appointment(appointmentId)
      const cancel = { appointmentId, version, reason: '', offerOnward }
      return granted(await cancelAppointment(context, cancel)).openingId
    },
    /** The practitioner is away between two times, in hours, but for the visits that are known. */
    async absent(from: number, to: number, knownVisits: string[] = []) {
      const [start, end] = [world.at(from), world.at(to)]
      const times = {
        firstDay: dayOf(start, 'UTC'),
        firstTime: wallTimeOf(start, 'UTC'),
        lastDay: dayOf(end, 'UTC'),
        lastTime: wallTimeOf(end, 'UTC'),
      }
      const { practitionerId } = world
      return addAbsence(context, { practitionerId, times, note: '', knownVisits })
    },
    /** Books and cancels: an opening, its id. */
    async opened(booking?: Booking): Promise<string> {
      const openingId = await world.cancel(await world.book(booking))
      if (!openingId) throw new Error('Cancelled, and no opening was made')
      return openingId
    },
    /** Gives the opening to the next candidate; throws when there is none. */
    async offered(openingId: string) {
      await world.due()
      const turn = granted(await offerOpening(context, { openingId }))
      if (turn.state !== 'offered') throw new Error(`Not offered: ${turn.state}`)
      return world.offer(turn.offerIds.at(-1) ?? '')
    },
    /** An opening in 48 hours that is offered to a patient who waits with a visit in 96. */
    async pending(booking?: Booking) {
      const openingId = await world.opened()
      const appointmentId = await world.book({ inHours: 96, openToEarlier: true, ...booking })
      return { openingId, appointmentId, offer: await world.offered(openingId) }
    },
    /** The time has come of every mail and opening that waits for it. */
    async due() {
      for (const table of ['messages', 'openings']) {
        await world.execute(sql`
          update ${sql.identifier(table)} set due_at = now() where due_at > now()`)
      }
    },
    /** Every mail that was queued has gone out. */
    mailed: () =>
      run((tx) =>
        tx
          .update(messages)
          .set({ state: 'sent', sentAt: new Date() })
          .where(eq(messages.state, 'queued')),
      ),

    appointment: (id: string) =>
      run((tx) => tx.select().from(appointments).where(eq(appointments.id, id))).then(only),
    appointments: () => run((tx) => tx.select().from(appointments)),
    /** The last wait of a visit, over or not; throws where it never waited. */
    async wait(appointmentId: string) {
      const entry = await run((tx) => lastEntryOf(tx, clinicId, appointmentId))
      if (!entry) throw new Error('It never waited')
      return entry
    },
    /** Whether a visit waits for an earlier time. */
    waits: (appointmentId: string) =>
      run((tx) => lastEntryOf(tx, clinicId, appointmentId)).then((entry) => entry?.until === null),
    opening: (id: string) =>
      run((tx) => tx.select().from(openings).where(eq(openings.id, id))).then(only),
    openings: () => run((tx) => tx.select().from(openings).orderBy(asc(openings.createdAt))),
    offer: (id: string) =>
      run((tx) => tx.select().from(offers).where(eq(offers.id, id))).then(only),
    offers: () => run((tx) => tx.select().from(offers).orderBy(asc(offers.offeredAt))),
    slots: () => run((tx) => tx.select().from(slots).orderBy(asc(slots.during))),
    audit: (action?: AuditAction) =>
      run((tx) =>
        tx
          .select()
          .from(audit)
          .where(action ? eq(audit.action, action) : undefined)
          .orderBy(asc(audit.id)),
      ),
    outbox: () => run((tx) => tx.select().from(outbox).orderBy(asc(outbox.createdAt))),
    messages: (appointmentId: string, kind?: (typeof messages.$inferSelect)['kind']) =>
      run((tx) =>
        tx
          .select()
          .from(messages)
          .where(
            and(
              eq(messages.appointmentId, appointmentId),
              kind ? eq(messages.kind, kind) : undefined,
            ),
          )
          .orderBy(asc(messages.createdAt)),
      ),
    execute: <Row extends Record<string, unknown>>(query: SQL) =>
      run(async (tx) => [...(await tx.execute<Row>(query))]),
  }
  world.practitionerId = await world.practitioner({}, overrides.hours)
  world.typeId = await world.type(overrides.type)
  return world
}

/** Lets a visit have begun a minute ago. */
export async function begin(world: World, appointmentId: string): Promise<void> {
  await world.execute(sql`
    update appointments set starts_at = now() - interval '1 minute', ends_at = now() + interval '29 minutes'
    where id = ${appointmentId}`)
  await world.execute(sql`
    update waitlist_entries set earlier_than = now() - interval '1 minute'
    where appointment_id = ${appointmentId} and until is null`)
}

function only<T>(rows: T[]): T {
  const [row] = rows
  if (!row || rows.length > 1) throw new Error(`${rows.length} rows, not one`)
  return row
}
