import type { Page } from '@playwright/test'
import { Temporal } from 'temporal-polyfill'
import { book, cancel, openBooking, openVisit, person } from './support/booking'
import { instant, patientDay, workday, zone } from './support/days'
import { linkIn, waitForMail } from './support/mailbox'
import { waitForOffer } from './support/patient'
import { expect, test } from './support/test'

const elsewhere = ['America/New_York', 'Pacific/Auckland', 'UTC']

/** What the clocks of other zones show at a time of the clinic: no page may say it. */
function strangeTimes(day: string, time: string): string[] {
  const at = Temporal.Instant.fromEpochMilliseconds(+instant(day, time))
  return elsewhere.map((other) => clockAt(at.toZonedDateTimeISO(other)))
}

function clockAt(at: Temporal.ZonedDateTime): string {
  return at.toPlainTime().toString({ smallestUnit: 'minute' })
}

/** Expects each printed time to be the clinic's: of elements that carry their instant, and `own` among all. */
async function expectBerlin(page: Page, own: string, strange: string[]): Promise<void> {
  const where = page.url()
  await expect(page.locator('body'), where).toContainText(own)
  const text = await page.locator('body').ariaSnapshot()
  for (const time of strange) expect(text, where).not.toContain(time)
  const stamps = await page
    .locator('time[datetime]')
    .evaluateAll((all) =>
      all.map((one) => ({ at: one.getAttribute('datetime') ?? '', said: one.textContent ?? '' })),
    )
  for (const { at, said } of stamps) {
    const clock = /\b\d\d:\d\d\b/.exec(said)?.[0]
    if (!clock || !at.includes('T')) continue
    const there = Temporal.Instant.from(at).toZonedDateTimeISO(zone)
    expect(clock, `${where}: ${said}`).toBe(clockAt(there))
  }
}

test('wherever the server and the browser are, every printed time is the clinic’s', async ({
  desk,
  newPage,
}) => {
  const browser = await desk.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  expect(browser).toBe('America/New_York')
  const [mara, jonas] = [person('Mara'), person('Jonas')]
  const [soon, later] = [workday(1), workday(3)]
  // Pages also print the time that it is: keep away from it.
  const minute = Temporal.Now.zonedDateTimeISO(zone).minute
  const time = minute < 30 ? '09:45' : '09:15'
  const strange = strangeTimes(soon, time)

  await book(desk, { patient: mara, day: soon, time })
  await book(desk, { patient: jonas, day: later, time, openToEarlier: true })
  for (const view of ['day', 'week', 'list']) {
    await desk.goto(`/calendar?view=${view}&date=${soon}`)
    await expectBerlin(desk, time, strange)
  }
  await desk.goto('/appointments')
  await expectBerlin(desk, time, strange)
  await openVisit(desk, mara, soon)
  await expectBerlin(desk, time, strange)
  const dialog = await openBooking(desk)
  await dialog.getByLabel('Day', { exact: true }).fill(workday(2))
  await expect(dialog.getByLabel('From', { exact: true })).toContainText('08:00')
  await expect(dialog.getByLabel('From', { exact: true })).not.toContainText('07:')
  await dialog.getByRole('button', { name: 'Discard' }).click()

  const booked = await waitForMail({ to: mara.email, subject: /^Your visit/ })
  expect(booked.subject).toBe(`Your visit: ${patientDay(soon)}, ${time}`)
  for (const wrong of strange) expect(booked.text).not.toContain(wrong)
  const patient = await newPage({ timezoneId: 'Asia/Tokyo' })
  await patient.goto(linkIn(booked, '/visit/'))
  await expectBerlin(patient, time, strange)

  await cancel(desk, mara, soon)
  const offer = await waitForOffer(jonas)
  expect(offer.subject).toContain(`${patientDay(soon)}, ${time}`)
  for (const wrong of strange) expect(offer.text).not.toContain(wrong)
  await patient.goto(linkIn(offer, '/offer/'))
  await expectBerlin(patient, time, strange)
  for (const path of ['/openings', '/activity', '/settings/automation']) {
    await desk.goto(path)
    await expectBerlin(desk, path.includes('settings') ? '09:00' : time, strange)
  }
})

test('on both days on which the clocks change the calendar and the free times are right', async ({
  desk,
}) => {
  await desk.goto('/settings/practitioners')
  await desk.getByRole('main').getByRole('link', { name: 'Dr. Marlene Köhler' }).click()
  await desk.getByRole('button', { name: 'Add hours on Sunday' }).click()
  await desk.getByLabel('Sunday, from').fill('01:00')
  await desk.getByLabel('Sunday, to').fill('05:00')
  await desk.getByRole('button', { name: /^Save/ }).first().click()
  await expect(desk.getByText(/saved/i)).toBeVisible()

  const changes = nextClockChanges()
  for (const { day, forward } of changes) {
    await desk.goto(`/calendar?date=${day}`)
    const main = desk.getByRole('main')
    await expect(main.getByText('04:00', { exact: true })).toBeVisible()
    await expect(main.getByText(/^02:00(again)?$/)).toHaveCount(forward ? 0 : 2)
    await expect(main.getByText('again', { exact: true })).toHaveCount(forward ? 0 : 1)
    await desk.goto(`/calendar?view=week&date=${day}`)
    await expect(main.getByText('04:00', { exact: true })).toBeVisible()

    await desk.goto('/calendar')
    const dialog = await openBooking(desk)
    await dialog.getByLabel('Day', { exact: true }).fill(day)
    const from = dialog.getByLabel('From', { exact: true })
    await expect(from).toContainText('03:00')
    const starts = await from.getByRole('option').allInnerTexts()
    expect(starts.filter((start) => start.startsWith('01:')).length).toBeGreaterThan(0)
    // A time that does not exist, or comes twice, cannot be asked for.
    expect(starts.filter((start) => start.startsWith('02:'))).toEqual([])
    expect(starts).toEqual([...new Set(starts)])
    await dialog.getByRole('button', { name: 'Discard' }).click()

    const name = forward ? 'Spring' : 'Autumn'
    await book(desk, { patient: person(name), day, time: '03:00' })
    await desk.goto(`/calendar?date=${day}`)
    await expect(
      desk.getByRole('link', { name: new RegExp(`^${name} .*03:00 to 03:30`) }),
    ).toBeVisible()
  }
  expect(changes.map(({ forward }) => forward).sort()).toEqual([false, true])
})

/** The next two days on which the clinic's clocks change. */
function nextClockChanges(): { day: string; forward: boolean }[] {
  const first = Temporal.Now.zonedDateTimeISO(zone).getTimeZoneTransition('next')
  const second = first?.getTimeZoneTransition('next')
  return [first, second].flatMap((at) => {
    if (!at) return []
    const before = at.subtract({ nanoseconds: 1 })
    const forward = at.offsetNanoseconds > before.offsetNanoseconds
    return [{ day: at.toPlainDate().toString(), forward }]
  })
}
