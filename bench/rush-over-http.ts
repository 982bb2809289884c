import http from 'node:http'
import { dayOf, wallTimeOf } from '@/lib/domain/time'
import { noWishes } from '@/lib/domain/wishes'
import { openEventServer } from './event-server'
import { type Figure, quantile } from './figure'
import { type Asked, ask } from './load'
import { actionRequest, isDone } from './server-action'
import { type BenchStack, signIn, withStack } from './with-stack'

const zone = 'Europe/Berlin'
const atOnce = 200
const rounds = 5
const minutes = 5

/**
 * Two hundred press at the same second for one time, as browsers do, signed in; beside two hundred
 * presses that are refused for their input, which says what signing in and Next.js cost. Meanwhile
 * somebody else asks for a page that needs the database.
 */
export async function measure(): Promise<Figure> {
  const nobody = await openEventServer()
  return withStack(
    async (stack) => {
      const times = await fill(stack)
      const cookie = await signIn(stack)
      const action = actionRequest(stack, 'bookAppointmentAction', cookie)
      const of = { origin: stack.app, ...action, method: 'POST' } as const
      const page: Asked = { origin: stack.app, path: '/patients', headers: { cookie } }
      const book: number[] = []
      const refused: number[] = []
      const others: number[] = []
      const winners = new Set<number>()
      for (let round = 0; round <= rounds; round++) {
        const body = JSON.stringify([times.next().value])
        let won = 0
        const refuses = (_status: number, text: string) => {
          if (isDone(text)) won++
          return !isDone(text) && !text.includes('"reason":"taken"')
        }
        const rush = await meanwhile(page, () => burst({ ...of, body, refuses }))
        winners.add(won)
        const isFine = (_status: number, text: string) => !text.includes('"reason":"invalid"')
        const plain = await burst({ ...of, body: '[{}]', refuses: isFine })
        // The first fills the caches, and warms the code.
        if (round === 0) continue
        book.push(...rush.took)
        others.push(...rush.others)
        refused.push(...plain)
      }
      await nobody.close()
      return figure({ book, refused, others, winners })
    },
    { INNGEST_BASE_URL: nobody.url, INNGEST_EVENT_KEY: 'bench', INNGEST_SIGNING_KEY: 'bench' },
  )
}

/** In ms, of each. */
async function burst(asked: Asked): Promise<number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce })
  const took = await Promise.all(Array.from({ length: atOnce }, () => ask(agent, asked)))
  agent.destroy()
  return took.map(({ whole }) => whole)
}

/** Runs a burst while somebody asks for another page again and again. */
async function meanwhile(asked: Asked, run: () => Promise<number[]>) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const others: number[] = []
  let over = false
  const asking = async () => {
    while (!over) others.push((await ask(agent, asked)).whole)
  }
  const [took] = await Promise.all([
    run().finally(() => {
      over = true
    }),
    asking(),
  ])
  agent.destroy()
  return { took, others }
}

/** A practitioner whose whole time is free, and one booking after another of a time of theirs. */
async function fill({ superuser: sql, clinicId }: BenchStack) {
  const [typeId, practitionerId] = [crypto.randomUUID(), crypto.randomUUID()]
  await sql`
    insert into practitioners (id, clinic_id, name) values (${practitionerId}, ${clinicId}, 'Dr. Rush')`
  await sql`
    insert into working_hours (clinic_id, practitioner_id, weekday, starts_at, ends_at)
    select ${clinicId}, ${practitionerId}, day, '00:00', '24:00' from generate_series(1, 7) day`
  await sql`
    insert into appointment_types (id, clinic_id, name, duration_minutes)
    values (${typeId}, ${clinicId}, 'Rush', ${minutes})`
  const [patient] = await sql`select id from patients where clinic_id = ${clinicId} limit 1`
  const from = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 30 * 86_400_000
  function* bookings(): Generator<object, never> {
    for (let at = from; ; at += minutes * 60_000) {
      const start = new Date(at)
      const when = { day: dayOf(start, zone), time: wallTimeOf(start, zone) }
      const what = { openToEarlier: false, wishes: noWishes, note: '', overHold: false }
      yield { patientId: patient?.id, typeId, practitionerId, ...when, ...what }
    }
  }
  return bookings()
}

function figure({
  book,
  refused,
  others,
  winners,
}: {
  book: number[]
  refused: number[]
  others: number[]
  winners: Set<number>
}): Figure {
  const ratio = (share: number) => quantile(book, share) / quantile(refused, share)
  const reached = [0.5, 0.95].map((share) => ({
    what: `of what a refusal for the input takes, ${share * 100} of 100`,
    asked: '≤ 2.5×',
    got: `${ratio(share).toFixed(2)}×`,
    holds: ratio(share) <= 2.5,
  }))
  return {
    id: 'R1',
    title: `${atOnce} press for one time at once, over HTTP, signed in`,
    unit: 'ms',
    rows: [
      { what: 'the action, one time for all', samples: book },
      { what: 'the action, refused for its input', samples: refused },
      { what: 'a page of patients for somebody else meanwhile', samples: others },
    ],
    reached: [
      ...reached,
      {
        what: 'have the time',
        asked: '1',
        got: [...winners].join(', '),
        holds: winners.size === 1 && winners.has(1),
      },
    ],
  }
}
