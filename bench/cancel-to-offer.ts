import { type Figure, quantile } from './figure'
import { openMailSink } from './mail-sink'
import { act, actionRequest } from './server-action'
import { type BenchStack, signIn, withStack } from './with-stack'

const times = 60
/** The first ones warm the code. */
const warming = 5
const waiting = 300

/** From the press of "Cancel visit" until the mail server has the offer of its time whole. */
export async function measure(): Promise<Figure> {
  const sink = await openMailSink()
  return withStack(
    async (stack) => {
      const visits = await fill(stack)
      const request = actionRequest(stack, 'cancelAppointmentAction', await signIn(stack))
      const cancel = async () => {
        const appointmentId = visits.pop() ?? ''
        await act(stack.app, request, { appointmentId, version: 1, reason: '', offerOnward: true })
        return appointmentId
      }
      const samples: number[] = []
      for (let i = 0; i < times + warming; i++) {
        const began = performance.now()
        const [offer] = await Promise.all([sink.nextOffer(30_000), cancel()])
        if (i >= warming) samples.push(offer.at - began)
      }
      const { unsent, lost } = await bySweep(stack, sink, cancel)
      sink.close()
      return figure(samples, unsent, lost)
    },
    { SMTP_URL: sink.url },
  )
}

/** Cancels two visits whose events get lost: one before it went out, one after. */
async function bySweep(
  { superuser: sql }: BenchStack,
  sink: Awaited<ReturnType<typeof openMailSink>>,
  cancel: () => Promise<string>,
): Promise<{ unsent: number; lost: number }> {
  await sql.unsafe(`
    create function lose_event() returns trigger language plpgsql as 'begin return null; end';
    create trigger lose_event before insert on inngest.events
      for each row when (new.name = 'opening/opened') execute function lose_event()`)
  const began = performance.now()
  const lostVisit = await cancel()
  const unsentVisit = await cancel()
  await sql`drop function lose_event cascade`
  await sql`
    update outbox set sent_at = null where data->>'openingId' in
      (select id::text from openings where left_by = ${unsentVisit})`
  const first = await sink.nextOffer(200_000)
  const second = await sink.nextOffer(200_000)
  const [of] = await sql<{ left_by: string }[]>`
    select o.left_by from openings o join offers f on f.opening_id = o.id join patients p on p.id = f.patient_id
    where p.email = ${first.to}`
  const [lost, unsent] = of?.left_by === lostVisit ? [first, second] : [second, first]
  return { unsent: unsent.at - began, lost: lost.at - began }
}

/** Visits in some days, one an hour, and many later ones that are open to an earlier time; the ids of the first. */
async function fill({ superuser, clinicId }: BenchStack): Promise<string[]> {
  const [practitioner, type] = [crypto.randomUUID(), crypto.randomUUID()]
  return superuser.begin(async (sql) => {
    await sql`insert into practitioners (id, clinic_id, name) values (${practitioner}, ${clinicId}, 'Dr. Bench')`
    await sql`
      insert into working_hours (clinic_id, practitioner_id, weekday, starts_at, ends_at)
      select ${clinicId}, ${practitioner}, day, '00:00', '24:00' from generate_series(1, 7) day`
    await sql`
      insert into appointment_types (id, clinic_id, name, duration_minutes) values (${type}, ${clinicId}, 'Bench', 30)`
    const visits = (count: number, first: number, waits: boolean) => sql<{ id: string }[]>`
      with people as (
        insert into patients (clinic_id, given_name, family_name, email)
        select ${clinicId}, 'Pat', 'Bench ' || n, gen_random_uuid() || '@bench.test' from generate_series(1, ${count}) n
        returning id),
      numbered as (
        select id, date_trunc('hour', now()) + (${first} + row_number() over ()) * interval '1 hour' as at from people),
      added as (
        insert into appointments (id, clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at, first_starts_at)
        select gen_random_uuid(), ${clinicId}, id, ${practitioner}, ${type}, at, at + interval '30 minutes', at from numbered
        returning id, patient_id, starts_at, ends_at),
      listed as (
        insert into waitlist_entries (clinic_id, patient_id, type_id, appointment_id, earlier_than, since)
        select ${clinicId}, patient_id, ${type}, id, starts_at, now() from added where ${waits}),
      taken as (
        insert into slots (clinic_id, practitioner_id, during, kind, appointment_id)
        select ${clinicId}, ${practitioner}, tstzrange(starts_at, ends_at), 'busy', id from added)
      select id from added`
    await visits(waiting, 60 * 24, true)
    const early = await visits(times + warming + 2, 3 * 24, false)
    return early.map(({ id }) => id)
  })
}

function figure(samples: number[], unsent: number, lost: number): Figure {
  const p95 = quantile(samples, 0.95)
  return {
    id: 'P6',
    title: 'From a cancellation until the mail server has the offer of its time',
    unit: 'ms',
    rows: [
      { what: 'by the event', samples },
      { what: 'by the sweep, the event not sent', samples: [unsent] },
      { what: 'by the sweep, the event sent and lost', samples: [lost] },
    ],
    reached: [
      {
        what: 'by the event, p95',
        asked: '≤ 1 s',
        got: `${p95.toFixed(0)} ms`,
        holds: p95 <= 1000,
      },
      ...[
        { what: 'by the sweep, the event not sent', ms: unsent },
        { what: 'by the sweep, the event lost', ms: lost },
      ].map(({ what, ms }) => ({
        what,
        asked: '≤ 60 s',
        got: `${(ms / 1000).toFixed(1)} s`,
        holds: ms <= 60_000,
      })),
    ],
  }
}
