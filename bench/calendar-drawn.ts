import { type Browser, chromium, type Page } from 'playwright'
import { addDays, dayOf, instantAtOrAfter, mondayOf } from '@/lib/domain/time'
import config from '@/playwright.config'
import { type Figure, quantile } from './figure'
import { type RivalEvent, withRivals } from './rival-calendars'
import { type BenchStack, withStack } from './with-stack'

const zone = 'Europe/Berlin'
const perWeek = 1000
const minutes = 10
const rounds = 7
/** How long a pointer is on "Next" before it presses. */
const hoverMs = 400
const monday = addDays(mondayOf(dayOf(new Date(), zone)), 12 * 7)

/**
 * A week of 1,000 events drawn, and the next week: from the navigation (or the press) to the first
 * paint with all of them in the document. The rivals have all events in their page; ours asks its
 * server, which it does as the pointer comes to "Next": it is there for a moment before the press.
 */
export function measure(): Promise<Figure> {
  const events = ['First', 'Second'].flatMap(weekOf)
  return withStack((stack) =>
    withRivals(events, async (origin) => {
      const practitioner = await fill(stack, events)
      const browser = await chromium.launch(config.use?.launchOptions)
      try {
        const page = await signedIn(browser, stack)
        const week = `${stack.app}/calendar?view=week&date=${monday}&with=${practitioner}`
        const drawn: Record<string, Drawn[]> = {}
        for (let round = 0; round <= rounds; round++) {
          for (const { name, url, card } of [
            { name: 'Medcal', url: week, card: '.visit-name' },
            {
              name: 'react-big-calendar',
              url: `${origin}/react-big-calendar`,
              card: '.rbc-event-content',
            },
            { name: 'FullCalendar', url: `${origin}/FullCalendar`, card: '.fc-event' },
          ]) {
            const took = await draw(page, url, card)
            // The first round fills caches, the browser's among them.
            if (round > 0) drawn[name] = [...(drawn[name] ?? []), took]
          }
        }
        return figure(drawn)
      } finally {
        await browser.close()
      }
    }),
  )
}

/** One event after another through a week, each by the week's word and its number. */
function weekOf(word: string, weeksOn: number): RivalEvent[] {
  const start = +instantAtOrAfter(addDays(monday, 7 * weeksOn), '00:00', zone)
  const at = (n: number) => new Date(start + n * minutes * 60_000).toISOString()
  return Array.from({ length: perWeek }, (_, n) => ({
    title: `${word} ${n}`,
    start: at(n),
    end: at(n + 1),
  }))
}

/** A practitioner with these events as visits; its id. */
async function fill({ superuser, clinicId }: BenchStack, events: RivalEvent[]): Promise<string> {
  const practitioner = crypto.randomUUID()
  await superuser.begin(async (sql) => {
    await sql`insert into practitioners (id, clinic_id, name) values (${practitioner}, ${clinicId}, 'Dr. Bench')`
    await sql`
      insert into working_hours (clinic_id, practitioner_id, weekday, starts_at, ends_at)
      select ${clinicId}, ${practitioner}, day, '00:00', '24:00' from generate_series(1, 7) day`
    await sql`
      with events as (
        select gen_random_uuid() as patient, split_part(title, ' ', 1) as word, split_part(title, ' ', 2) as n, "start", "end"
        from jsonb_to_recordset(${sql.json(events)}) as (title text, "start" timestamptz, "end" timestamptz)),
      people as (
        insert into patients (id, clinic_id, given_name, family_name, email)
        select patient, ${clinicId}, word, n, patient || '@bench.test' from events)
      insert into appointments (clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at, first_starts_at)
      select ${clinicId}, patient, ${practitioner},
        (select id from appointment_types where clinic_id = ${clinicId} order by position limit 1), "start", "end", "start"
      from events`
  })
  return practitioner
}

async function signedIn(browser: Browser, { app }: BenchStack): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: zone,
  })
  await context.addInitScript({ content: watch })
  const page = await context.newPage()
  await page.goto(`${app}/auth/login`)
  await page.getByRole('button', { name: /admin@demo\.test/ }).click()
  await page.waitForURL('**/calendar**')
  return page
}

declare global {
  interface Window {
    /** Resolves with the time after the first paint with so many cards that begin with a word. */
    painted(card: string, word: string, count: number): Promise<number>
  }
}

// A text, since tsx would put helpers of its own into a function.
const watch = `
  window.painted = (card, word, count) =>
    new Promise((resolve) => {
      const look = () => {
        const cards = [...document.querySelectorAll(card)]
        const shown = cards.filter((one) => one.textContent.includes(word)).length
        if (shown < count) return requestAnimationFrame(look)
        // A message comes in once this frame is painted.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now())
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    })`

type Drawn = { first: number; next: number }

async function draw(page: Page, url: string, card: string): Promise<Drawn> {
  await page.goto(url, { waitUntil: 'commit' })
  const first = await page.evaluate(([card, count]) => window.painted(card, 'First', count), [
    card,
    perWeek,
  ] as const)
  const press = page
    .getByLabel(/^Next/)
    .or(page.getByText('Next', { exact: true }))
    .filter({ visible: true })
    .first()
  // Until React has taken the page over, a link loads the next document.
  await page.waitForLoadState('networkidle')
  await press.evaluate(async (link) => {
    while (!Object.keys(link).some((key) => key.startsWith('__reactProps')))
      await new Promise((wake) => setTimeout(wake, 20))
  })
  await press.hover()
  await page.waitForTimeout(hoverMs)
  const next = await press.evaluate(
    async (link, [card, count]) => {
      const began = performance.now()
      if (link instanceof HTMLElement) link.click()
      return (await window.painted(card, 'Second', count)) - began
    },
    [card, perWeek] as const,
  )
  return { first, next }
}

function figure(drawn: Record<string, Drawn[]>): Figure {
  const samples = (name: string, which: keyof Drawn) => (drawn[name] ?? []).map((one) => one[which])
  const names = Object.keys(drawn)
  const said = { first: 'drawn', next: 'the next week' } as const
  const asked = { first: 0.25, next: 0.5 } as const
  const both = ['first', 'next'] as const
  return {
    id: 'P8',
    title: `A calendar with ${perWeek} events in a week`,
    unit: 'ms',
    rows: both.flatMap((which) =>
      names.map((name) => ({ what: `${name}, ${said[which]}`, samples: samples(name, which) })),
    ),
    reached: both.flatMap((which) =>
      names.slice(1).map((name) => {
        const ratio = quantile(samples('Medcal', which)) / quantile(samples(name, which))
        return {
          what: `${said[which]}, beside ${name}`,
          asked: `≤ ${asked[which]}×`,
          got: `${ratio.toFixed(2)}×`,
          holds: ratio <= asked[which],
        }
      }),
    ),
  }
}
