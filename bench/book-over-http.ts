import { dayOf, wallTimeOf } from '@/lib/domain/time'
import { noWishes } from '@/lib/domain/wishes'
import { openEventServer } from './event-server'
import { type Figure, quantile } from './figure'
import { type Asked, type Load, load } from './load'
import { actionRequest, isDone } from './server-action'
import { withBareServer } from './with-bare-server'
import { type BenchStack, signIn, withStack } from './with-stack'

const zone = 'Europe/Berlin'
const atOnce = 10
/** Rivals take turns, so that what else the machine does meets all of them. */
const rounds = 5
const secondsEach = 3

/**
 * Booking as the browser asks for it, signed in, beside a bare server that writes the same rows.
 * The events of both go to nobody: what happens after a booking takes nothing from it.
 */
export async function measure(): Promise<Figure> {
  const nobody = await openEventServer()
  return withStack(
    (stack) =>
      withBareServer(stack.superuserUrl, async (bare) => {
        const places = await fill(stack)
        const cookie = await signIn(stack)
        const action = actionRequest(stack, 'bookAppointmentAction', cookie)
        const asked = {
          bare: () => bareBooking(bare, places.next('bare')),
          product: () => booking(stack.app, action, places.next('product')),
          // What signing in and Next.js cost without a row written.
          refused: () => nothing(stack.app, action),
        }
        const loads: Record<keyof typeof asked, Load[]> = { bare: [], product: [], refused: [] }
        for (let round = 0; round <= rounds; round++) {
          for (const key of ['bare', 'product', 'refused'] as const) {
            const one = await load(atOnce, secondsEach, asked[key])
            // The first fills the caches, and warms the code.
            if (round > 0) loads[key].push(one)
          }
        }
        await nobody.close()
        return figure(loads)
      }),
    { INNGEST_BASE_URL: nobody.url, INNGEST_EVENT_KEY: 'bench', INNGEST_SIGNING_KEY: 'bench' },
  )
}

type Place = {
  clinicId: string
  practitionerId: string
  typeId: string
  patientId: string
  start: Date
}

function booking(origin: string, action: ReturnType<typeof actionRequest>, place: Place): Asked {
  const { practitionerId, typeId, patientId, start } = place
  const when = { day: dayOf(start, zone), time: wallTimeOf(start, zone) }
  const what = { openToEarlier: false, wishes: noWishes, note: '', overHold: false }
  const body = JSON.stringify([{ patientId, typeId, practitionerId, ...when, ...what }])
  return { origin, ...action, method: 'POST', body, refuses: notDone }
}

function nothing(origin: string, action: ReturnType<typeof actionRequest>): Asked {
  const isRefused = (_status: number, text: string) => text.includes('"reason":"invalid"')
  return { origin, ...action, method: 'POST', body: '[{}]', refuses: (...of) => !isRefused(...of) }
}

function bareBooking(origin: string, { start, ...of }: Place): Asked {
  const end = new Date(+start + minutes * 60_000)
  const body = JSON.stringify({ ...of, start, end })
  return { origin, path: '/book', method: 'POST', body, refuses: notDone }
}

const notDone = (_status: number, text: string) => !isDone(text)

const minutes = 5
/** So many book at once with one practitioner that the lock on them does not decide. */
const practitionersEach = 10

/** Practitioners whose whole time is free: for each rival its own, a place at a time. */
async function fill({ superuser: sql, clinicId }: BenchStack) {
  const typeId = crypto.randomUUID()
  const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID())
  const people = { bare: ids(practitionersEach), product: ids(practitionersEach) }
  const all = [...people.bare, ...people.product]
  await sql`
    insert into practitioners (id, clinic_id, name)
    select unnest(${all}::uuid[]), ${clinicId}, 'Dr. Bench'`
  await sql`
    insert into working_hours (clinic_id, practitioner_id, weekday, starts_at, ends_at)
    select ${clinicId}, unnest(${all}::uuid[]), day, '00:00', '24:00' from generate_series(1, 7) day`
  await sql`
    insert into appointment_types (id, clinic_id, name, duration_minutes)
    values (${typeId}, ${clinicId}, 'Bench', ${minutes})`
  const patients = await sql<
    { id: string }[]
  >`select id from patients where clinic_id = ${clinicId}`
  const from = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 30 * 86_400_000
  const taken = { bare: 0, product: 0 }
  return {
    next(rival: keyof typeof people): Place {
      const n = taken[rival]++
      const practitionerId = people[rival][n % practitionersEach] ?? ''
      const start = new Date(from + Math.floor(n / practitionersEach) * minutes * 60_000)
      return {
        clinicId,
        practitionerId,
        typeId,
        patientId: patients[n % patients.length]?.id ?? '',
        start,
      }
    },
  }
}

function figure({
  bare,
  product,
  refused,
}: Record<'bare' | 'product' | 'refused', Load[]>): Figure {
  const rates = (loads: Load[]) => loads.map(({ rate }) => rate)
  const ratio = quantile(rates(product)) / quantile(rates(bare))
  return {
    id: 'P2',
    title: `Booking over HTTP, signed in, ${atOnce} at once`,
    unit: '/s',
    rows: [
      { what: 'node:http and postgres.js, the same rows', samples: rates(bare) },
      { what: 'the action', samples: rates(product) },
      { what: 'the action, refused for its input', samples: rates(refused) },
    ],
    reached: [
      {
        what: 'beside the bare server',
        asked: '≥ 0.5×',
        got: `${ratio.toFixed(2)}×`,
        holds: ratio >= 0.5,
      },
    ],
  }
}
