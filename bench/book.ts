import type postgres from 'postgres'
import { bookAppointment } from '@/lib/commands/appointment/book'
import { hashToken, tokenFor } from '@/lib/tokens'
import { type BenchClinic, fillClinic, patientId, practitionerId } from './clinic'
import { withDatabase } from './database'
import { withEventServer } from './event-server'
import { type Figure, quantile } from './figure'
import { pgbench } from './pgbench'
import { logged, statementsOf } from './statements'

const atOnce = 16
const seconds = 4
const rounds = 8

/**
 * Booking, by the command in this process, beside pgbench with the very statements that the command
 * sends: as the server logs them for one booking, with another patient, practitioner and time each
 * time. In earnest on disk, and with the events taken by a server that does nothing with them.
 */
export function measure(): Promise<Figure> {
  return withDatabase(logged, (database) =>
    withEventServer(async () => {
      const { superuser: sql, url } = database
      const clinic = await fillClinic(sql, { practitioners: 100, patients: 10_000 })
      const statements = await statementsOf(database, () => book(clinic, sample))
      const script = await scriptOf(sql, statements)

      const product: number[] = []
      const plain: number[] = []
      await bookings(clinic, 2)
      for (let round = 0; round < rounds; round++) {
        product.push(await bookings(clinic, seconds))
        plain.push(await pgbench(url, script, { clients: atOnce, seconds }))
      }
      const ratio = quantile(product.map((rate, round) => rate / (plain[round] ?? Number.NaN)))
      return {
        id: 'P1',
        title: `Booking, ${atOnce} at once, ${statements.length} statements each`,
        unit: '/s',
        rows: [
          { what: 'bookAppointment', samples: product },
          { what: 'pgbench with its statements', samples: plain },
        ],
        reached: [
          {
            what: 'of the rate of pgbench',
            asked: '≥ 0.35×',
            got: `${ratio.toFixed(2)}×`,
            holds: ratio >= 0.35,
          },
        ],
      }
    }),
  )
}

/** Whom, and when. Every part of a time has a fixed number of digits: pgbench writes them one by one. */
type Booking = {
  patient: number
  practitioner: number
  year: number
  month: number
  day: number
  hour: number
}

const sample: Booking = { patient: 0, practitioner: 0, year: 2100, month: 10, day: 10, hour: 10 }
const last = { year: 9998, month: 12, day: 28, hour: 23 }

const timeOf = ({ year, month, day, hour }: Booking) => `${year}-${month}-${day}T${hour}:`

/** How many were booked per second. */
async function bookings(clinic: BenchClinic, forSeconds: number): Promise<number> {
  const began = performance.now()
  const end = began + forSeconds * 1000
  let count = 0
  const booker = async () => {
    for (; performance.now() < end; count++) await book(clinic, another(clinic))
  }
  await Promise.all(Array.from({ length: atOnce }, booker))
  return (count * 1000) / (performance.now() - began)
}

function another({ patients, practitioners }: BenchClinic): Booking {
  const pick = (from: number, to: number) => from + Math.floor(Math.random() * (to - from + 1))
  return {
    patient: pick(0, patients - 1),
    practitioner: pick(0, practitioners - 1),
    year: pick(sample.year, last.year),
    month: pick(sample.month, last.month),
    day: pick(sample.day, last.day),
    hour: pick(sample.hour, last.hour),
  }
}

async function book({ context, typeId }: BenchClinic, booking: Booking): Promise<void> {
  const result = await bookAppointment(context, {
    patientId: patientId(booking.patient),
    practitionerId: practitionerId(booking.practitioner),
    typeId,
    start: new Date(`${timeOf(booking)}00:00.000Z`),
    openToEarlier: null,
    note: '',
    overHold: false,
  })
  // Of so many times one is met twice now and then.
  if (!result.ok && result.reason !== 'taken') throw new Error(`Not booked: ${result.reason}`)
}

/** The sample's statements as a script of pgbench that books another time for somebody else each time. */
async function scriptOf(sql: postgres.Sql, statements: string[]): Promise<string> {
  const [row] = await sql`
    select appointment_id, m.id as message_id, o.id as event_id, c.id as change_id
    from messages m join outbox o on o.data ->> 'messageId' = m.id::text, changes c`
  if (!row) throw new Error('The sample left no message')
  const hash = hashToken(tokenFor('visit', row.appointment_id, 1)).toString('hex')
  const rewritten = [
    // The T would be read as a part of the variable's name.
    [/(\d{4}-\d\d-\d\d)T(?=\d\d:)/g, '$1 '],
    [timeOf(sample).replace('T', ' '), ':year-:month-:day :hour:'],
    [patientId(0), patientId(0).replace(/\d{12}$/, ':patient')],
    [practitionerId(0), practitionerId(0).replace(/\d{12}$/, ':practitioner')],
    [row.appointment_id, ':left-0000-4000-8000-:right'],
    [row.change_id, ':left-0000-4000-9000-:right'],
    [hash, `${hash.slice(20)}:left:right`],
    [row.message_id, ':messages_id'],
    [row.event_id, ':outbox_id'],
  ] as const
  const lines = statements.map((statement) => {
    const text = rewritten.reduce((all, [from, to]) => all.replaceAll(from, to), statement)
    // What the next statements name is remembered.
    const [, table] = /^insert into "(messages|outbox)"/.exec(statement) ?? []
    return table ? `${text} \\gset ${table}_` : `${text};`
  })
  return [...variables, ...lines].join('\n')
}

const variables = [
  `\\set patient random(${100_000_000_000}, ${100_000_009_999})`,
  `\\set practitioner random(${100_000_000_000}, ${100_000_000_099})`,
  ...(['year', 'month', 'day', 'hour'] as const).map(
    (part) => `\\set ${part} random(${sample[part]}, ${last[part]})`,
  ),
  '\\set left random(10000000, 99999999)',
  '\\set right random(100000000000, 999999999999)',
]
