import { chromium } from 'playwright'
import { addDays, dayOf, instantAtOrAfter, mondayOf } from '@/lib/domain/time'
import config from '@/playwright.config'
import { type Figure, quantile } from './figure'
import { type Asked, type Load, load } from './load'
import { withBareServer } from './with-bare-server'
import { type BenchStack, signIn, withStack } from './with-stack'

const count = 100_000
const atOnce = 10
/** Rivals take turns, so that what else the machine does meets all of them. */
const rounds = 5
const secondsEach = 3
const zone = 'Europe/Berlin'

/**
 * A week of a clinic with 100,000 appointments: what the calendar asks for when it goes to the next
 * week, and the whole document, beside the query's rows as bare JSON.
 */
export function measure(): Promise<Figure> {
  return withStack((stack) =>
    withBareServer(stack.superuserUrl, async (bare) => {
      const weeks = await fill(stack)
      const cookie = await signIn(stack)
      const headers = await nextWeekHeaders(stack)
      const { clinicId, superuser } = stack
      const [first] = await superuser<{ id: string }[]>`
        select id from practitioners where clinic_id = ${clinicId} and active order by position limit 1`
      const practitioner = first?.id ?? ''
      let turn = 0
      const each = (ask: (monday: string) => Asked) => () => ask(weeks[turn++ % weeks.length] ?? '')
      const page = (monday: string) => `/calendar?view=week&date=${monday}`
      const asked = {
        json: each((monday) => {
          const [start, end] = [0, 7].map((days) =>
            instantAtOrAfter(addDays(monday, days), '00:00', zone).toISOString(),
          )
          const query = new URLSearchParams({
            clinic: clinicId,
            practitioner,
            start: start ?? '',
            end: end ?? '',
          })
          return { origin: bare, path: `/week?${query}` }
        }),
        next: each((monday) => ({
          origin: stack.app,
          path: `${page(monday)}&_rsc=${headers.rsc}`,
          headers: { ...headers.sent, cookie },
        })),
        document: each((monday) => ({
          origin: stack.app,
          path: page(monday),
          headers: { cookie },
        })),
      }
      const loads: Record<keyof typeof asked, Load[]> = { json: [], next: [], document: [] }
      for (let round = 0; round <= rounds; round++) {
        for (const key of ['json', 'next', 'document'] as const) {
          const one = await load(atOnce, secondsEach, asked[key])
          // The first fills the caches, and warms the code.
          if (round > 0) loads[key].push(one)
        }
      }
      return figure(loads)
    }),
  )
}

/** The clinic's practitioners have full weeks for years from here; the Mondays of the first ones. */
async function fill({ superuser, clinicId }: BenchStack): Promise<string[]> {
  const monday = addDays(mondayOf(dayOf(new Date(), zone)), 12 * 7)
  await superuser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`
      with people as (select id, row_number() over (order by position) - 1 as n from practitioners where clinic_id = ${clinicId}),
        types as (select id, row_number() over () - 1 as n from appointment_types where clinic_id = ${clinicId}),
        patients as (select id, row_number() over () - 1 as n from patients where clinic_id = ${clinicId}),
        places as (select i, i % (select count(*) from people) as person, i / (select count(*) from people) as k
          from generate_series(0, ${count - 1}::int) i)
      insert into appointments (clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at, first_starts_at, status)
      select ${clinicId}, patients.id, people.id, types.id, at, at + interval '30 minutes', at,
        case i % 2 when 0 then 'booked' else 'confirmed' end::appointment_status
      from places
      join people on people.n = person
      join types on types.n = i % (select count(*) from types)
      join patients on patients.n = i % (select count(*) from patients),
      lateral (select (${monday}::date + (k / 80 * 7 + k / 16 % 5)::int + time '08:00' + k % 16 * interval '30 minutes')
        at time zone ${zone} as at) times`
  })
  await superuser`analyze`
  return Array.from({ length: 50 }, (_, week) => addDays(monday, week * 7))
}

/** The headers with which the calendar's own script asks for the next week, as Chromium sends them. */
async function nextWeekHeaders({ app }: BenchStack) {
  const browser = await chromium.launch(config.use?.launchOptions)
  try {
    const page = await browser.newPage()
    await page.goto(`${app}/auth/login`)
    await page.getByRole('button', { name: /admin@demo\.test/ }).click()
    await page.waitForURL('**/calendar**')
    await page.goto(`${app}/calendar?view=week`)
    const asked = page.waitForRequest(
      (one) => 'rsc' in one.headers() && !('next-router-prefetch' in one.headers()),
    )
    // Without a pointer, which would have it asked for ahead.
    await page.getByRole('link', { name: 'Next', exact: true }).dispatchEvent('click')
    const request = await asked
    const sent = Object.entries(request.headers()).filter(([name]) => /^(rsc|next-)/.test(name))
    const rsc = new URL(request.url()).searchParams.get('_rsc') ?? ''
    return { sent: Object.fromEntries(sent), rsc }
  } finally {
    await browser.close()
  }
}

function figure({ json, next, document }: Record<'json' | 'next' | 'document', Load[]>): Figure {
  const rates = (loads: Load[]) => loads.map(({ rate }) => rate)
  const ratio = quantile(rates(next)) / quantile(rates(json))
  const firstByte = (loads: Load[]) =>
    quantile(
      loads.flatMap((one) => one.firstByte),
      0.95,
    )
  return {
    id: 'P3',
    title: `A week among ${count} appointments over HTTP, ${atOnce} at once`,
    unit: '/s',
    rows: [
      { what: 'the rows as bare JSON', samples: rates(json) },
      { what: 'the next week, as the calendar asks for it', samples: rates(next) },
      { what: 'the whole document', samples: rates(document) },
    ],
    reached: [
      {
        what: 'the next week beside bare JSON',
        asked: '≥ 0.5×',
        got: `${ratio.toFixed(2)}×`,
        holds: ratio >= 0.5,
      },
      ...[
        { what: 'first byte of the next week, p95', ms: firstByte(next) },
        { what: 'first byte of the document, p95', ms: firstByte(document) },
      ].map(({ what, ms }) => ({
        what,
        asked: '≤ 150 ms',
        got: `${ms.toFixed(0)} ms`,
        holds: ms <= 150,
      })),
    ],
  }
}
