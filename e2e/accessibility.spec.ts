import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { signInDemo } from './support/accounts'
import {
  book,
  bookButton,
  cancel,
  openBooking,
  person,
  pressKeyUntil,
  pressUntil,
} from './support/booking'
import { staffDay, workday } from './support/days'
import { linkIn, waitForMail } from './support/mailbox'
import { expectTitle, waitForOffer } from './support/patient'
import { expect, test } from './support/test'

// A test for each page, so that none has more to do than its time allows on a busy machine.

for (const path of ['/', '/?lang=de', '/visit/nothing', '/offer/nothing', '/invite/nothing']) {
  test(`axe finds nothing on ${path}, which anybody may open`, async ({ page }) => {
    await page.goto(path)
    await expectAccessible(page, path)
  })
}

test('axe finds nothing where one signs in and up', async ({ page }) => {
  await page.goto('/auth/login')
  await expectAccessible(page, 'sign in')
  await page.goto('/auth/login?screen_hint=signup')
  await expectAccessible(page, 'create an account')
})

for (const path of [
  ...['day', 'week', 'month', 'list'].map((view) => `/calendar?view=${view}`),
  ...[
    '/appointments',
    '/appointments?q=nobody-has-this-name',
    '/openings',
    '/activity',
    '/patients',
  ],
  ...['/settings', '/settings/practitioners', '/settings/practitioners/new', '/settings/types'],
  ...['/settings/types/new', '/settings/staff', '/settings/automation'],
]) {
  test(`axe finds nothing on ${path}`, async ({ page }) => {
    await signInDemo(page, 'admin')
    await page.goto(path)
    await expectAccessible(page, path)
  })
}

test('axe finds nothing on a visit’s details and its dialogs', async ({ page }) => {
  await signInDemo(page, 'admin')
  const visit = page
    .getByRole('main')
    .getByRole('link', { name: /, (booked|confirmed)/ })
    .first()
  await page.goto(`/calendar?view=list&date=${workday(2)}`)
  const details = page.getByRole('complementary')
  await visit.click()
  await expect(details).toBeVisible()
  await expectAccessible(page, 'details', 'aside')

  const move = page.getByRole('dialog', { name: /^Move/ })
  await pressUntil(details.getByRole('button', { name: 'Move…' }), move)
  await expect(
    move
      .getByRole('region', { name: /^Free for/ })
      .getByRole('button')
      .first(),
  ).toBeVisible()
  await expectAccessible(page, 'move', '[role=dialog]')
  await page.keyboard.press('Escape')

  const question = page.getByRole('alertdialog')
  await pressUntil(details.getByRole('button', { name: 'Cancel visit' }), question)
  await expectAccessible(page, 'cancel', '[role=alertdialog]')
  await question.getByRole('button', { name: 'Keep visit' }).click()
})

test('axe finds nothing on a booking', async ({ page }) => {
  await signInDemo(page, 'admin')
  const dialog = await openBooking(page)
  await bookButton(dialog).click()
  await dialog.getByRole('switch', { name: 'Open to an earlier time' }).check()
  await dialog.getByRole('combobox', { name: 'Patient' }).fill('a')
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible(page, 'booking, searching', '[role=dialog]')
  await page.getByRole('option', { name: 'as a new patient' }).click()
  await expectAccessible(page, 'booking, a new patient', '[role=dialog]')
})

test('axe finds nothing on a patient’s page', async ({ page }) => {
  await signInDemo(page, 'admin')
  await page.goto('/patients')
  await page.getByRole('main').getByRole('link').first().click()
  await expect(page).toHaveURL(/patients\/.+/)
  await expectAccessible(page, 'a patient')
})

test('axe finds nothing on an opening', async ({ page }) => {
  await signInDemo(page, 'admin')
  await page.goto('/openings')
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click()
  await expect(page.getByRole('complementary')).toBeVisible()
  await expectAccessible(page, 'an opening')
})

for (const path of ['/calendar', '/calendar?view=list', '/appointments', '/openings']) {
  test(`axe finds nothing on ${path} on a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await signInDemo(page, 'admin')
    await page.goto(path)
    await expectAccessible(page, `${path} on a phone`)
  })
}

test('axe finds nothing in what lies over a phone’s pages', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signInDemo(page, 'admin')
  await page.goto('/calendar?view=list')
  const sheet = page.getByRole('dialog', { name: /^(Held for|Opening)/ })
  await pressUntil(page.locator('[data-opening]:visible').first(), sheet)
  await expectAccessible(page, 'an opening’s sheet', '[role=dialog]')
  await page.keyboard.press('Escape')

  const palette = page.getByRole('dialog', { name: 'Search' })
  await pressUntil(page.getByRole('button', { name: /^Search/ }), palette)
  await page.keyboard.type('weiß')
  await expect(palette.getByRole('option').first()).toBeVisible()
  await expectAccessible(page, 'the search', '[role=dialog]')
})

test('axe finds nothing in a toast on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signInDemo(page, 'admin')
  await page.goto('/patients')
  await page.getByRole('main').getByRole('link').first().click()
  const comesBack = page.getByRole('button', { name: 'Mail to it comes back' })
  await comesBack.click()
  const toast = page.getByRole('region', { name: 'Notifications' })
  await expect(toast).toContainText('No more offers go to this address')
  await expectAccessible(page, 'a toast', 'section[aria-label=Notifications]')
  await toast.getByRole('button', { name: 'Undo' }).click()
  await expect(comesBack).toBeVisible()
})

test('axe finds nothing on a practitioner’s page', async ({ page }) => {
  await signInDemo(page, 'admin')
  await page.goto('/settings/practitioners')
  await page.getByRole('main').getByRole('link', { name: 'Dr. Marlene Köhler' }).click()
  await expect(page).toHaveURL(/practitioners\/.+/)
  await expectAccessible(page, 'a practitioner')
})

test('booking and an offer run by keyboard alone, and axe finds nothing on the way', async ({
  page,
  clinic,
  newPage,
}) => {
  const [mara, jonas, lena] = [person('Mara'), person('Jonas'), person('Lena')]
  const [soon, later] = [workday(1), workday(3)]
  await test.step('switch keys of one letter off, and on', async () => {
    const you = page.getByRole('dialog', { name: 'You and your settings' })
    const keys = you.getByRole('checkbox', { name: 'Single keys' })
    const letters = page.locator('html[data-keys="off"]')
    await pressUntil(page.getByRole('button', { name: clinic.admin.name }), you)
    await keys.press('Space')
    await expect(letters).toBeVisible()
    await page.reload()
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('n')
    await page.waitForTimeout(1_000)
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.getByRole('button', { name: clinic.admin.name }).click()
    await keys.press('Space')
    await expect(letters).toBeHidden()
    await page.keyboard.press('Escape')
  })
  await test.step('book', async () => {
    const dialog = page.getByRole('dialog', { name: 'New appointment' })
    await pressKeyUntil(page, 'n', dialog)
    await expect(dialog.getByRole('combobox', { name: 'Patient' })).toBeFocused()
    await page.keyboard.type(mara.name)
    await expect(page.getByRole('option', { name: 'as a new patient' })).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await tabTo(dialog.getByLabel('Email'))
    await page.keyboard.type(mara.email)
    await tabTo(dialog.getByLabel('Day', { exact: true }))
    await typeDay(dialog.getByLabel('Day', { exact: true }), soon)
    await expect(dialog.getByLabel('From', { exact: true })).toContainText('09:00')
    await tabTo(dialog.getByLabel('From', { exact: true }))
    await page.keyboard.type('09:00')
    await tabTo(bookButton(dialog))
    await expect(bookButton(dialog)).toHaveText(`Book ${staffDay(soon)}, 09:00`)
    await page.keyboard.press('Enter')
    await expect(page.getByText(`Booked: ${mara.name}, `)).toBeVisible()
  })
  await book(page, { patient: jonas, day: later, time: '10:30', openToEarlier: true })
  await book(page, { patient: lena, day: later, time: '12:00' })

  const patient = await newPage()
  const booked = await waitForMail({ to: lena.email, subject: /^Your visit/ })
  await patient.goto(linkIn(booked, '/visit/'))
  await expectAccessible(patient, 'a visit')
  await press(patient, patient.getByRole('link', { name: 'I cannot come' }))
  await expectTitle(patient, /^Cancel your visit/)
  await expectAccessible(patient, 'a visit, cancelling')
  await press(patient, patient.getByRole('link', { name: 'Keep my visit' }))
  await press(patient, patient.getByRole('button', { name: 'Yes, I am coming' }))
  await expectTitle(patient, /^Thank you/)
  await expectAccessible(patient, 'a visit, confirmed')

  await cancel(page, mara, soon)
  await test.step('accept', async () => {
    await patient.goto(linkIn(await waitForOffer(jonas), '/offer/'))
    await expectTitle(patient, /an earlier time is free for you$/)
    await expectAccessible(patient, 'an offer')
    await press(patient, patient.getByRole('button', { name: 'Accept earlier time' }))
    await expectTitle(patient, /^Done\./)
    await expectAccessible(patient, 'an offer, accepted')
  })
  const first = await waitForMail({ to: mara.email, subject: /^Your visit/ })
  await patient.goto(linkIn(first, '/visit/'))
  await expectTitle(patient, 'Your visit does not take place')
  await expectAccessible(patient, 'a visit, cancelled')
  expect(clinic.name).not.toBe('')
})

/** Types a day into its field, whose parts stand in the order of the browser's own language. */
async function typeDay(field: Locator, day: string): Promise<void> {
  const [year, month, date] = day.split('-')
  for (const parts of [
    `${date}${month}${year}`,
    `${month}${date}${year}`,
    `${year}${month}${date}`,
  ]) {
    await field.focus()
    await field.page().keyboard.type(parts)
    if ((await field.inputValue()) === day) return
    await field.page().keyboard.press('Shift+Tab')
  }
  throw new Error(`The field does not take ${day}`)
}

/** Goes from stop to stop until the focus is where it should be. */
async function tabTo(target: Locator): Promise<void> {
  const focused = () => target.evaluate((element) => element === document.activeElement)
  for (let stops = 0; stops < 60; stops++) {
    if (await focused()) return
    await target.page().keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to ${target}`)
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(target)
  await page.keyboard.press('Enter')
}
