import type { APIRequestContext } from '@playwright/test'
import {
  type Account,
  signIn,
  signInDemo,
  signUp,
  slug,
  unconfirmed,
  verifyAddress,
} from './support/accounts'
import {
  book,
  bookButton,
  cancel,
  fillBooking,
  openBooking,
  openVisit,
  person,
  pressUntil,
  visitOf,
} from './support/booking'
import { foundClinic, invite, setAutomation } from './support/clinic'
import { instant, workday } from './support/days'
import { captureAction, replay } from './support/replay'
import { contents, inClinic, setStart, settled } from './support/rows'
import { stack } from './support/stack'
import { staffPages } from './support/staff-pages'
import { expect, test } from './support/test'

const settings = ['', '/practitioners', '/types', '/staff', '/automation', '/data'].map(
  (end) => `/settings${end}`,
)
for (const { role, sees, refused } of [
  { role: 'scheduler', sees: ['Insights', 'Activity'], refused: settings },
  { role: 'practitioner', sees: [], refused: ['/insights', '/activity', ...settings] },
] as const) {
  test(`a ${role} is shown no way to what the role may not do`, async ({ page }) => {
    await signInDemo(page, role)
    const places = page.getByRole('navigation', { name: 'Medcal' }).getByRole('list').first()
    await expect(places.getByRole('listitem')).toHaveText([
      /^Calendar/,
      /^Appointments/,
      /^Openings/,
      /^Patients/,
      ...sees,
    ])
    await expect(page.getByRole('button', { name: 'New appointment' })).toHaveCount(
      role === 'scheduler' ? 1 : 0,
    )
    for (const path of refused) {
      await page.goto(path)
      await expect(page).toHaveURL(/\/calendar\?refused=1$/)
      await expect(page.getByText('That page is not for your role.')).toBeVisible()
    }
  })
}

test('an invitation joins its own, verified address, with its role and no more', async ({
  desk,
  clinic,
  newPage,
}) => {
  const timo: Account = { name: `Timo ${slug()}`, email: `timo.${slug()}@clinic.test` }
  const mara = person('Mara')
  // What is done by the clock must not change the rows that are compared.
  await setAutomation(desk, { daily: false })
  await desk.goto('/calendar')
  const link = await invite(desk, timo, 'Practitioner')
  const saving = captureAction(desk, '"holdMinutes"')
  await setAutomation(desk, { holdMinutes: 90 })
  const save = await saving
  await desk.goto('/calendar')
  const dialog = await openBooking(desk)
  await fillBooking(dialog, { patient: mara, day: workday(2), time: '09:00' })
  const booking = captureAction(desk, '"overHold"')
  await bookButton(dialog).click()
  const bookOne = await booking
  await expect(desk.getByText(`Booked: ${mara.name}, `)).toBeVisible()

  const page = await newPage()
  await test.step('another address does not join', async () => {
    const other = await newPage()
    await other.goto('/auth/login?screen_hint=signup')
    await signUp(other, { name: 'Other', email: `other.${slug()}@clinic.test` })
    await expect(unconfirmed(other)).toBeVisible()
    await other.goto(link)
    await expect(
      other.getByRole('heading', { name: 'This invitation is for another address' }),
    ).toBeVisible()
  })
  await test.step('the invited address joins once it is verified', async () => {
    await page.goto(link)
    await page.getByRole('link', { name: 'Create account' }).click()
    await signUp(page, timo)
    await expect(unconfirmed(page)).toBeVisible()
    await verifyAddress(page, timo)
    await page.goto(link)
    await page.getByRole('link', { name: 'I have confirmed it' }).click()
    await page.getByRole('button', { name: /^Join/ }).click()
    await expect(page).toHaveURL(/\/calendar/)
  })
  await test.step('a practitioner books, moves and cancels nothing', async () => {
    await expect(page.getByRole('button', { name: 'New appointment' })).toHaveCount(0)
    await page.keyboard.press('n')
    const details = await openVisit(page, mara, workday(2))
    const others = details.getByRole('button', { name: /Move|Cancel visit|Confirm/ })
    await expect(others).toHaveCount(0)
    // Nobody has arrived days ahead.
    await expect(details.getByRole('button', { name: 'Arrived' })).toHaveCount(0)
    await setStart(clinic.id, mara.email, instant(workday(0), '12:00'))
    await openVisit(page, mara, workday(0))
    await expect(details.getByRole('button', { name: 'Arrived' })).toBeVisible()
    await expect(others).toHaveCount(0)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await setStart(clinic.id, mara.email, instant(workday(2), '09:00'))
  })
  await settled(clinic.id)
  const before = await contents(clinic.id)
  const tries = async (as: APIRequestContext) => [
    await replay(as, bookOne, bookOne.body.replace('"09:00"', '"14:00"')),
    await replay(as, save, save.body.replace('90', '1')),
  ]
  const refused = { status: 200, ok: false, reason: 'not-allowed', draws: false }
  expect(await tries(page.request)).toEqual([refused, refused])
  const stranger = await newPage()
  const signedOut = { ...refused, reason: 'signed-out' }
  expect(await tries(stranger.request)).toEqual([signedOut, signedOut])
  const foreign = { origin: 'https://elsewhere.example' }
  const answer = await replay(desk.request, save, save.body, foreign)
  expect(answer.ok).toBe(false)
  await page.goto(`/calendar?date=${workday(2)}`)
  const card = visitOf(page, mara)
  const { height = 0 } = (await card.boundingBox()) ?? {}
  const oneHourOn = { x: 20, y: 2 * height }
  await card.dragTo(card, { targetPosition: oneHourOn, force: true })
  await card.click({ position: oneHourOn, force: true })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await contents(clinic.id)).toEqual(before)

  await cancel(desk, mara, workday(2))
  const opened = page.getByRole('dialog')
  await pressUntil(page.getByRole('button', { name: /^Opening/ }), opened)
  await expect(opened.getByRole('button')).toHaveAccessibleName('Close')
})

test('a clinic sees nothing of another', async ({ desk, clinic, newPage, watch }) => {
  const mara = person('Mara')
  await setAutomation(desk, { daily: false })
  await desk.goto('/calendar')
  await book(desk, { patient: mara, day: workday(2), time: '09:00' })
  const cancelling = captureAction(desk, '"offerOnward"')
  await cancel(desk, mara, workday(2))
  const cancelOne = await cancelling
  await settled(clinic.id)
  const [ids] = await inClinic(
    clinic.id,
    (tx) => tx<{ visit: string; opening: string; practitioner: string; type: string }[]>`
      select a.id as visit, o.id as opening, a.practitioner_id as practitioner, a.type_id as type
      from appointments a join openings o on o.left_by = a.id`,
  )
  if (!ids) throw new Error('There is no opening')
  const before = await contents(clinic.id)

  const stranger = await newPage()
  await foundClinic(stranger)
  watch.allow(/404/)
  for (const path of [
    `/calendar?date=${workday(2)}&visit=${ids.visit}`,
    `/calendar?view=week&date=${workday(2)}&with=${ids.practitioner}`,
    `/openings?opening=${ids.opening}`,
    '/appointments?when=all',
    '/activity',
    `/settings/practitioners/${ids.practitioner}`,
    `/settings/types/${ids.type}`,
  ]) {
    await stranger.goto(path)
    await expect(stranger.getByRole('main')).toBeVisible()
    expect(await stranger.content(), path).not.toContain(mara.familyName)
    await expect(stranger.getByRole('complementary')).toHaveCount(0)
  }
  expect(await replay(stranger.request, cancelOne, cancelOne.body)).toMatchObject({
    ok: false,
    reason: 'not-found',
  })
  await stranger.goto('/calendar')
  const dialog = await openBooking(stranger)
  await dialog.getByRole('combobox', { name: 'Patient' }).fill(mara.familyName)
  await expect(stranger.getByRole('option', { name: 'as a new patient' })).toBeVisible()
  await expect(stranger.getByRole('option')).toHaveCount(1)
  expect(await contents(clinic.id)).toEqual(before)
})

test('who is signed out is led to sign in, and signing out ends the provider’s session', async ({
  clinic,
  newPage,
  watch,
}) => {
  const page = await newPage()
  const signInPage = page.getByRole('heading', { name: 'Sign in to Medcal' })
  for (const path of staffPages) {
    await page.goto(path)
    await expect(signInPage, path).toBeVisible()
  }
  expect((await page.request.get('/api/changes')).status()).toBe(401)

  // A page that is being left may still ask whether anything has changed.
  watch.allow(/favicon|api\/changes/)
  for (const evil of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/%09/evil.example',
    '/..//evil.example',
  ]) {
    await page.goto(`/auth/login?returnTo=${encodeURIComponent(evil)}`)
    await signIn(page, clinic.admin)
    await expect(page).toHaveURL(`${stack.app}/calendar`)
    await page.goto('/auth/logout')
    await expect(page).toHaveURL(`${stack.app}/`)
    await page.goto('/auth/login')
    await expect(signInPage).toBeVisible()
  }

  await signIn(page, clinic.admin)
  await expect(page).toHaveURL(`${stack.app}/calendar`)
  const kept = await page.context().cookies()
  await page.goto('/auth/logout')
  await expect(page).toHaveURL(`${stack.app}/`)
  // As an answer does that was under way meanwhile.
  await page.context().addCookies(kept)
  await page.goto('/calendar')
  await expect(signInPage).toBeVisible()
})

test('signing in leads to the address that was asked for', async ({ page }) => {
  const deep = `/appointments?q=${encodeURIComponent('Yıldız')}&status=booked`
  await page.goto(deep)
  await page.getByRole('button', { name: 'scheduler@demo.test' }).click()
  await expect(page).toHaveURL(`${stack.app}${deep}`)
})
