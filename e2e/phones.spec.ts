import type { Page } from '@playwright/test'
import { book, cancel, openBooking, person, pressUntil } from './support/booking'
import { workday } from './support/days'
import { linkIn, waitForMail } from './support/mailbox'
import { expectFits, expectTitle, waitForOffer } from './support/patient'
import { setLanguage } from './support/rows'
import { staffPages } from './support/staff-pages'
import { expect, test } from './support/test'

const widths = [390, 320]

/** Expects that nothing reaches beyond the window's right edge, on either phone. */
async function expectNoSideways(page: Page, what: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 720 })
    const over = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect(over, `${what} at ${width} px`).toBeLessThanOrEqual(0)
  }
}

test('no staff page scrolls sideways on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 720 })
  await page.goto('/')
  await expectNoSideways(page, 'landing')
  await page.goto('/auth/login')
  await expectNoSideways(page, 'sign in')
  await page.getByRole('button', { name: 'admin@demo.test' }).click()
  await expect(page.getByRole('navigation', { name: 'Medcal' })).toBeVisible()
  for (const path of staffPages) {
    await page.goto(path)
    await expectNoSideways(page, path)
  }
  await page.goto('/calendar')
  await openBooking(page)
  await expectNoSideways(page, 'booking')
  await page.goto(`/calendar?view=list&date=${workday(2)}`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /, (booked|confirmed)/ })
    .first()
    .click()
  await expect(page.getByRole('complementary')).toBeVisible()
  await expectNoSideways(page, 'details')
  await page.goto('/openings')
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
  await expect(page.getByRole('complementary')).toBeVisible()
  await expectNoSideways(page, 'an opening')
})

test('an opening’s facts fit beside, below or over it at every width', async ({ desk }) => {
  const mara = person('Mara')
  await desk.emulateMedia({ reducedMotion: 'reduce' })
  await book(desk, { patient: mara, day: workday(1), time: '09:00' })
  await cancel(desk, mara, workday(1))
  for (const [width, view] of [
    [390, 'day'],
    [390, 'list'],
    [834, 'day'],
    [1440, 'day'],
    [1440, 'week'],
  ] as const) {
    const what = `${view} at ${width} px`
    await desk.setViewportSize({ width, height: 900 })
    await desk.goto(`/calendar?view=${view}&date=${workday(1)}`)
    const facts = desk.getByRole('dialog', { name: /^Opening/ })
    await pressUntil(desk.getByRole('button', { name: /^Opening, / }), facts)
    const box = await facts.boundingBox()
    if (!box) throw new Error(`${what}: nothing is to be seen`)
    expect(box.x, what).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width, what).toBeLessThanOrEqual(width)
    expect(box.y + box.height, what).toBeLessThanOrEqual(900)
    const whole = await desk.evaluate(() => document.documentElement.scrollWidth)
    expect(whole, what).toBeLessThanOrEqual(width)
    await desk.keyboard.press('Escape')
    await expect(facts).toBeHidden()
  }
})

test('patients’ pages work on a phone with scripts off', async ({ desk, newPage }) => {
  const [mara, jonas] = [person('Maximiliane-Charlotte'), person('Jonas')]
  await book(desk, { patient: mara, day: workday(1), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(3), time: '10:30', openToEarlier: true })
  const phone = await newPage({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
  })
  const visit = linkIn(await waitForMail({ to: jonas.email, subject: /^Your visit/ }), '/visit/')
  await phone.goto(visit)
  await expectFits(phone)
  await phone.getByRole('button', { name: 'Yes, I am coming' }).tap()
  await expectTitle(phone, /^Thank you/)
  await expectFits(phone)
  await phone.getByRole('checkbox', { name: 'Open to an earlier time' }).uncheck()
  await phone.getByRole('button', { name: 'Save' }).tap()
  await expect(phone.getByText('Noted. We no longer ask you about earlier times.')).toBeVisible()
  await phone.getByRole('checkbox', { name: 'Open to an earlier time' }).check()
  await phone.getByRole('button', { name: 'Save' }).tap()
  await expect(phone.getByText(/^Noted\. If an earlier time/)).toBeVisible()
  const file = await phone.request.get(`${visit}/visit.ics`)
  expect(file.headers()['content-type']).toContain('text/calendar')
  expect(await file.text()).toContain('BEGIN:VEVENT')

  const own = linkIn(await waitForMail({ to: mara.email, subject: /^Your visit/ }), '/visit/')
  await phone.goto(`${own}?lang=de`)
  await expectFits(phone)
  await phone.getByRole('link', { name: 'Ich kann nicht kommen' }).tap()
  await expectFits(phone)
  await cancel(desk, mara, workday(1))
  await phone.goto(linkIn(await waitForOffer(jonas), '/offer/'))
  await expectFits(phone)
  await phone.getByRole('button', { name: 'Accept earlier time' }).tap()
  await expectTitle(phone, /^Done\./)
  await expectFits(phone)
})

test('a page is in its patient’s language from the root on, and a chosen one goes along', async ({
  desk,
  clinic,
  newPage,
}) => {
  const mara = person('Mara')
  await book(desk, { patient: mara, day: workday(3), time: '09:00' })
  const visit = linkIn(await waitForMail({ to: mara.email, subject: /^Your visit/ }), '/visit/')
  await setLanguage(clinic.id, mara, 'de')
  const page = await newPage({ javaScriptEnabled: false })
  const root = page.locator('html')
  await page.goto(visit)
  await expect(root).toHaveAttribute('lang', 'de')
  await expect(page).toHaveTitle('Ihr Termin · Medcal')
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page).toHaveTitle('Your visit · Medcal')
  for (const [away, back] of [
    ['I cannot come', 'Keep my visit'],
    ['Which times suit you', 'Back to my visit'],
    ['Move my appointment', 'Back to my visit'],
  ]) {
    await page.getByRole('link', { name: away }).click()
    await expect(root).toHaveAttribute('lang', 'en')
    await page.getByRole('link', { name: back }).click()
    await expect(root).toHaveAttribute('lang', 'en')
  }
  const file = page.getByRole('link', { name: 'Add to my calendar' })
  await expect(file).toHaveAttribute('href', /visit\.ics\?lang=en$/)

  await cancel(desk, mara, workday(3))
  await desk.getByRole('button', { name: 'Undo' }).first().click()
  await waitForMail({ to: mara.email, subject: /^Ihr Termin gilt wieder/ })
  await page.goto(visit)
  await expectTitle(page, 'Ihr Termin gilt wieder')
})
