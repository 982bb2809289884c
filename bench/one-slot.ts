import postgres from 'postgres'
import { bookAppointment } from '@/lib/commands/appointment/book'
import { type BenchClinic, fillClinic, patientId, practitionerId } from './clinic'
import { type BenchDatabase, withDatabase } from './database'
import { withEventServer } from './event-server'
import { type Figure, quantile } from './figure'

const bookers = 50
const seconds = 4
const rounds = 3
const minute = 60_000

/**
 * Fifty book one free time at once, again and again another time: by the command, which takes the
 * practitioner's lock first, and by plain inserts of a visit and its slot, which meet at the
 * exclusion constraint alone.
 */
export function measure(): Promise<Figure> {
  return withDatabase({}, (database) =>
    withEventServer(async () => {
      const clinic = await fillClinic(database.superuser, { practitioners: 1, patients: bookers })
      const plainly = postgres(database.superuserUrl, { max: bookers, onnotice: () => {} })
      const times = freeTimes()
      const product: Race = { rates: [], answers: [], deadlocks: 0 }
      const plain: Race = { rates: [], answers: [], deadlocks: 0 }
      const warming: Race = { rates: [], answers: [], deadlocks: 0 }
      await race(database, times, warming, 1, (start, n) => book(clinic, start, n))
      await Promise.all(Array.from({ length: bookers }, () => plainly`select 1`))
      for (let round = 0; round < rounds; round++) {
        await race(database, times, product, seconds, (start, n) => book(clinic, start, n))
        await race(database, times, plain, seconds / 2, (start, n) =>
          insert(plainly, clinic, start, n),
        )
      }
      await plainly.end()

      const faster = quantile(product.rates) / quantile(plain.rates)
      const slowest = quantile(product.answers, 0.99)
      return {
        id: 'P4',
        title: `${bookers} book one free time at once: answers per second`,
        unit: '/s',
        rows: [
          { what: 'bookAppointment, the lock first', samples: product.rates },
          { what: 'plain inserts, the constraint alone', samples: plain.rates },
        ],
        reached: [
          {
            what: 'of the rate of the constraint alone',
            asked: '≥ 5×',
            got: `${faster.toFixed(2)}×`,
            holds: faster >= 5,
          },
          {
            what: '99 of 100 have their answer',
            asked: '≤ 100 ms',
            got: `${slowest.toFixed(0)} ms`,
            holds: slowest <= 100,
          },
          {
            what: `deadlocks, of which the constraint alone had ${plain.deadlocks}`,
            asked: '0',
            got: String(product.deadlocks),
            holds: product.deadlocks === 0,
          },
        ],
      }
    }),
  )
}

type Race = { rates: number[]; answers: number[]; deadlocks: number }

/** Books a time as the booker of this number; whether they have it. */
type Booker = (start: Date, number: number) => Promise<boolean>

function* freeTimes(): Generator<Date, never> {
  for (let at = Date.UTC(2100, 0); ; at += 30 * minute) yield new Date(at)
}

/** One time after another is fought for, for so long. */
async function race(
  { superuser: sql }: BenchDatabase,
  times: Generator<Date, never>,
  into: Race,
  forSeconds: number,
  booker: Booker,
): Promise<void> {
  const before = await deadlocks(sql)
  const began = performance.now()
  let count = 0
  for (; performance.now() - began < forSeconds * 1000; count += bookers) {
    const start = times.next().value
    const results = await Promise.all(
      Array.from({ length: bookers }, async (_, number) => {
        const asked = performance.now()
        const has = await booker(start, number)
        into.answers.push(performance.now() - asked)
        return has
      }),
    )
    const winners = results.filter(Boolean).length
    if (winners !== 1) throw new Error(`${winners} have one time`)
  }
  into.rates.push((count * 1000) / (performance.now() - began))
  into.deadlocks += (await deadlocks(sql)) - before
}

async function deadlocks(sql: postgres.Sql): Promise<number> {
  const [row] = await sql`
    select pg_stat_clear_snapshot(), (select deadlocks::int from pg_stat_database where datname = current_database())`
  return row?.deadlocks
}

async function book(
  { context, typeId }: BenchClinic,
  start: Date,
  number: number,
): Promise<boolean> {
  const result = await bookAppointment(context, {
    patientId: patientId(number),
    practitionerId: practitionerId(0),
    typeId,
    start,
    openToEarlier: null,
    note: '',
    overHold: false,
  })
  return result.ok
}

async function insert(
  sql: postgres.Sql,
  { context: { clinicId }, typeId }: BenchClinic,
  start: Date,
  number: number,
): Promise<boolean> {
  const id = crypto.randomUUID()
  const end = new Date(+start + 30 * minute)
  const during = `[${start.toISOString()},${end.toISOString()})`
  try {
    await sql.begin(async (tx) => {
      await tx`
        insert into appointments (id, clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at, first_starts_at)
        values (${id}, ${clinicId}, ${patientId(number)}, ${practitionerId(0)}, ${typeId}, ${start}, ${end}, ${start})`
      await tx`
        insert into slots (clinic_id, practitioner_id, during, kind, appointment_id)
        values (${clinicId}, ${practitionerId(0)}, ${during}, 'busy', ${id})`
    })
    return true
  } catch (error) {
    if (error instanceof postgres.PostgresError && ['23P01', '40P01'].includes(error.code))
      return false
    throw error
  }
}
