import type { Page } from '@playwright/test'
import { unattendedCookie } from '@/lib/unattended'
import { signIn, signOut, signUp, slug } from './support/accounts'
import { book, person, visitOf } from './support/booking'
import { createClinic, runSweep, setAutomation } from './support/clinic'
import { patientDay, staffDay, workday } from './support/days'
import { linkIn, mailsTo, waitForMail } from './support/mailbox'
import { endSessionIn } from './support/session'
import { expect, test } from './support/test'

test('a cancellation becomes somebody’s earlier visit', async ({ page, newPage }) => {
  const mara = person('Mara')
  const jonas = person('Jonas')
  const [soon, later] = [workday(1), workday(3)]

  const admin = { name: `Ines ${slug()}`, email: `ines.${slug()}@clinic.test` }
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await signUp(page, admin)
  await createClinic(page, admin)
  await signOut(page, admin.name)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await signIn(page, admin)

  await book(page, { patient: mara, day: soon, time: '09:00' })
  await book(page, { patient: jonas, day: later, time: '10:30', openToEarlier: true })
  await setAutomation(page, { confirmDaysAhead: 7 })
  await runSweep(page, 'Ask who is coming')

  const calendar = await page.context().newPage()
  await calendar.goto(`/calendar?date=${soon}`)
  await expect(visitOf(calendar, mara)).toHaveAccessibleName(/booked/)
  await page.goto('/openings')
  await expect(page.getByText('Nothing has fallen free')).toBeVisible()

  await page.waitForLoadState('networkidle')
  const prolonged = sessionsProlonged(page)
  // It is due to be rolled on: any visit that counts would set the cookie.
  await endSessionIn(page, 3600)
  await test.step('the first patient cancels from the mail, with scripts off', async () => {
    const mail = await waitForMail({ to: mara.email, subject: /^Are you coming\?/ })
    expect(mail.subject).toContain(`${patientDay(soon)}, 09:00`)
    const patient = await newPage({ javaScriptEnabled: false })
    await patient.goto(linkIn(mail, '/visit/'))
    await expect(patient.getByRole('heading', { level: 1 })).toHaveText(
      /^Mara, are you coming .*\?$/,
    )
    await patient.getByRole('link', { name: 'I cannot come' }).click()
    await patient.getByRole('button', { name: 'Cancel my visit' }).click()
    await expect(patient.getByRole('heading', { name: 'Your visit is cancelled' })).toBeVisible()
  })

  await test.step('staff see it without a reload', async () => {
    await expect(page.getByRole('heading', { name: 'Held for a patient' })).toBeVisible()
    await expect(page.getByRole('main')).toContainText(jonas.name)
    await expect(calendar.getByRole('button', { name: `Held for ${jonas.name}` })).toBeVisible()
    await expect(visitOf(calendar, mara)).toBeHidden()
    await page.waitForLoadState('networkidle')
    expect(await prolonged(), 'nobody was at the page').toEqual([])
    // What pages drew anew by themselves counts as nobody for some seconds.
    const quiet = async () =>
      (await page.context().cookies()).some(({ name }) => name.endsWith(unattendedCookie))
    await expect.poll(quiet).toBe(false)
    await page.reload()
    expect(await prolonged(), 'somebody is').not.toEqual([])
  })

  await test.step('the second patient accepts', async () => {
    const mail = await waitForMail({ to: jonas.email, subject: /^An earlier time for you/ })
    expect(mail.subject).toContain(`${patientDay(soon)}, 09:00`)
    const patient = await newPage()
    await patient.goto(linkIn(mail, '/offer/'))
    await expect(patient.getByRole('heading', { level: 1 })).toHaveText(
      'Jonas, an earlier time is free for you',
    )
    await patient.getByRole('button', { name: 'Accept earlier time' }).click()
    await expect(patient.getByRole('heading', { level: 1 })).toHaveText(/^Done\. .* 09:00$/)
    await waitForMail({ to: jonas.email, subject: /^Your new time: .*09:00/ })
  })

  await test.step('the calendar shows the move, the openings its chain', async () => {
    await expect(visitOf(calendar, jonas)).toHaveAccessibleName(
      new RegExp(`${staffDay(soon)} 09:00 to 09:30, .*earlier`),
    )
    // The list shortens the month.
    const left = new RegExp(`${staffDay(later).replace(/(?<= [A-Z]\w\w)\w+$/, '')}\\w* 10:30$`)
    await page.getByRole('main').getByRole('link', { name: left }).click()
    const opening = page.getByRole('complementary', { name: left })
    await expect(opening).toContainText(`${jonas.name} took an earlier time`)
  })

  await test.step('the trail tells all of it', async () => {
    await page.goto('/activity')
    const trail = page.getByRole('main').getByRole('listitem')
    for (const [who, did] of [
      [admin.name, `booked ${mara.name} for`],
      [mara.name, 'cancelled their visit on'],
      ['Medcal', `offered ${jonas.name}`],
      [jonas.name, /took .* 09:00 instead of .* 10:30/],
    ] as const) {
      await expect(trail.filter({ hasText: who }).filter({ hasText: did })).toHaveCount(1)
    }
  })

  const subjects = (await mailsTo(jonas.email)).map((mail) => mail.subject.split(':')[0])
  expect(subjects.sort()).toEqual([
    'An earlier time for you',
    'Are you coming? Your visit',
    'Your new time',
    'Your visit',
  ])
})

/** From here on, the answers to a page that prolong its session. */
function sessionsProlonged(page: Page): () => Promise<string[]> {
  const answers: Promise<string[]>[] = []
  page.on('response', (response) => {
    const cookies = response.headerValues('set-cookie')
    answers.push(
      cookies.then((all) =>
        all.some((one) => one.startsWith('__session')) ? [response.url()] : [],
      ),
    )
  })
  return async () => (await Promise.all(answers)).flat()
}
