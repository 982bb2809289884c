import type { APIRequestContext, Page } from '@playwright/test'
import { type Account, signIn, signUp, slug, unconfirmed, verifyAddress } from './support/accounts'
import { invite, joinClinic, setAutomation } from './support/clinic'
import { type Captured, captureAction, replay } from './support/replay'
import { endSessionIn, sessionCookies } from './support/session'
import { stack } from './support/stack'
import { expect, test } from './support/test'

/** What every kind of door answers to a browser, and whether any of them gives it a session again. */
async function doors(as: APIRequestContext, save: Captured) {
  const quietly = { maxRedirects: 0 }
  const question = await as.post('/patients/search', {
    headers: { origin: stack.app },
    data: { query: 'a' },
  })
  const answers = {
    page: await as.get('/calendar', quietly),
    settings: await as.get('/settings/staff', quietly),
    list: await as.get('/appointments/csv', quietly),
    figures: await as.get('/insights/csv', quietly),
    changes: await as.get('/api/changes', quietly),
    session: await as.get('/api/session', quietly),
    profile: await as.get('/auth/profile', quietly),
  }
  const given = Object.values(answers).flatMap((answer) =>
    answer
      .headersArray()
      .filter(({ name, value }) => /^set-cookie$/i.test(name) && /^__session=[^;]/.test(value)),
  )
  const statuses = Object.entries(answers).map(([door, answer]) => [door, answer.status()])
  return {
    ...Object.fromEntries(statuses),
    question: ((await question.json()) as { reason?: string }).reason,
    action: (await replay(as, save, save.body.replace('"90"', '"91"'))).reason,
    given,
  }
}

const nowhere = {
  ...{ page: 307, settings: 307, list: 307, figures: 307 },
  ...{ changes: 401, session: 401, profile: 401 },
  ...{ question: 'signed-out', action: 'signed-out', given: [] },
}

/** An action of the admin, as the browser sends it. */
async function saveOf(desk: Page): Promise<Captured> {
  const saving = captureAction(desk, '"holdMinutes"')
  await setAutomation(desk, { holdMinutes: 90 })
  // The page that saved reads itself anew, and would be led to sign in if it were signed out by then.
  await desk.goto('/calendar')
  return saving
}

test('who signed up with somebody else’s address is inside nowhere, before and after its owner joins', async ({
  desk,
  newPage,
}) => {
  const save = await saveOf(desk)
  const timo: Account = { name: `Timo ${slug()}`, email: `timo.${slug()}@clinic.test` }
  const thief = await newPage()
  await thief.goto('/auth/login?screen_hint=signup')
  await signUp(thief, timo)
  await expect(unconfirmed(thief)).toBeVisible()
  const unverified = {
    ...nowhere,
    profile: 200,
    question: 'address-not-verified',
    action: 'address-not-verified',
  }
  expect(await doors(thief.request, save)).toEqual(unverified)

  const link = await invite(desk, timo, 'Admin')
  await thief.goto(link)
  await expect(unconfirmed(thief)).toBeVisible()
  const owner = await newPage()
  await verifyAddress(owner, timo)
  await owner.goto(link)
  await owner.getByRole('link', { name: 'Sign in', exact: true }).click()
  await signIn(owner, timo)
  await owner.getByRole('button', { name: /^Join/ }).click()
  await expect(owner.getByRole('button', { name: 'New appointment' })).toBeVisible()

  expect(await doors(thief.request, save)).toEqual(nowhere)
  await owner.reload()
  await expect(owner.getByRole('button', { name: 'New appointment' })).toBeVisible()
})

test('a session that was signed out of is inside nowhere, after thirty more sign-outs too', async ({
  desk,
  newPage,
  watch,
}) => {
  watch.allow(/401/)
  const save = await saveOf(desk)
  const stolen = await sessionCookies(desk)
  const kept = await newPage()
  await kept.context().addCookies(stolen)
  expect((await kept.request.get('/api/changes')).status()).toBe(200)
  for (let times = 0; times <= 30; times++) {
    // Without going on to the provider, who still knows them.
    await desk.request.get('/auth/logout', { maxRedirects: 0 })
    await desk.request.get('/auth/login')
    expect((await desk.request.get('/api/changes')).status()).toBe(200)
  }
  await kept.context().clearCookies()
  await kept.context().addCookies(stolen)
  expect(await doors(kept.request, save)).toEqual(nowhere)
  // It was taken away when it was used.
  await kept.context().addCookies(stolen)
  await endSessionIn(kept, 600)
  expect(await doors(kept.request, save), 'nor is it rolled on when it is due').toEqual(nowhere)
})

test('another role, and no access any more, end what was begun before; the open page says so', async ({
  desk,
  clinic,
  newPage,
  watch,
}) => {
  watch.allow(/401/)
  const save = await saveOf(desk)
  const { page, account } = await joinClinic(desk, newPage, 'Scheduler')
  await page.goto('/calendar?view=week')
  const old = await newPage()
  await old.context().addCookies(await sessionCookies(page))

  await desk.goto('/settings/staff')
  await desk.getByLabel(`Role of ${account.name}`).selectOption('Practitioner')
  await desk.getByRole('button', { name: 'Save role' }).click()
  await expect(desk.getByText(`${account.name} is now Practitioner`)).toBeVisible()
  const said = page.getByText('an admin has changed what you may do')
  await expect(said).toBeVisible()
  expect(await doors(old.request, save)).toEqual(nowhere)

  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Sign in' }).click()
  const again = await opened
  await expect(again).toHaveURL(/\/calendar\?view=week$/)
  await expect(again.getByRole('button', { name: 'New appointment' })).toHaveCount(0)
  // As the browser does for the page that somebody comes back to.
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(said).toBeHidden()
  await expect(page.getByRole('button', { name: 'New appointment' })).toHaveCount(0)

  await old.context().addCookies(await sessionCookies(page))
  await desk.getByRole('button', { name: `Deactivate, ${account.name}` }).click()
  await desk.getByRole('button', { name: 'End access' }).click()
  await expect(said).toBeVisible()
  expect(await doors(old.request, save)).toEqual(nowhere)
  await page.goto('/calendar')
  await expect(
    page.getByRole('heading', { name: `Your access to ${clinic.name} has ended` }),
  ).toBeVisible()
})

test('an admin who gives up their own role is led through the sign-in without noticing', async ({
  desk,
  clinic,
  newPage,
}) => {
  const { account } = await joinClinic(desk, newPage, 'Admin')
  await desk.goto('/settings/staff')
  expect(account.name).not.toBe(clinic.admin.name)
  await desk.getByLabel(`Role of ${clinic.admin.name}`).selectOption('Scheduler')
  await desk.getByRole('button', { name: 'Save role' }).click()
  await expect(desk).toHaveURL(/\/calendar\?refused=1$/)
  await expect(desk.getByRole('button', { name: 'New appointment' })).toBeVisible()
})

test('signing out everywhere ends the sessions of every browser', async ({
  desk,
  clinic,
  newPage,
  watch,
}) => {
  watch.allow(/401/)
  const save = await saveOf(desk)
  const other = await newPage()
  await other.goto('/auth/login')
  await signIn(other, clinic.admin)
  await other.getByRole('button', { name: clinic.admin.name }).click()
  const menu = other.getByRole('dialog', { name: 'You and your settings' })
  await menu.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(other).toHaveURL(`${stack.app}/`)
  await expect(desk.getByText('You are signed out.')).toBeVisible()
  expect(await doors(desk.request, save)).toEqual(nowhere)
  // The provider still knows them in the other browser, but that is not enough.
  await desk.goto('/calendar')
  await expect(desk.getByRole('heading', { name: 'Sign in to Medcal' })).toBeVisible()
  for (const page of [other, desk]) {
    await page.goto('/auth/login')
    await signIn(page, clinic.admin)
    await expect(page.getByRole('button', { name: 'New appointment' })).toBeVisible()
  }
})

/** Loads the page as it does with nobody at it, so that its session is not rolled on. */
async function reloadQuietly(page: Page): Promise<void> {
  await page.context().addCookies([{ name: 'medcal-quiet', value: '1', url: stack.app }])
  await page.reload()
  await page.context().clearCookies({ name: 'medcal-quiet' })
}

test('an idle session says that it will end, and goes on at a press', async ({ desk }) => {
  const warning = desk.getByText(/^You will be signed out at \d\d:\d\d because nobody has used/)
  await expect(desk.getByRole('button', { name: 'New appointment' })).toBeVisible()
  await expect(warning).toHaveCount(0)
  await endSessionIn(desk, 200)
  await reloadQuietly(desk)
  await expect(warning).toBeVisible()
  await desk.getByRole('button', { name: 'New appointment' }).click()
  const note = desk.getByRole('dialog').getByLabel('Note')
  await note.fill('Brings her own cushion')
  await desk.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(warning).toBeHidden()
  await expect(note).toHaveValue('Brings her own cushion')
  const [cookie, ...more] = await sessionCookies(desk)
  expect(more).toEqual([])
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(cookie?.expires).toBeGreaterThan(Date.now() / 1000 + 7000)
})

test('a laptop that slept for most of the time says it when it wakes', async ({ desk }) => {
  await desk.clock.install()
  await desk.reload()
  await expect(desk.getByRole('button', { name: 'New appointment' })).toBeVisible()
  await endSessionIn(desk, 200)
  // As when the lid was shut: what was due meanwhile fires once.
  await desk.clock.fastForward('01:57:00')
  await expect(desk.getByRole('button', { name: 'Stay signed in' })).toBeVisible()
})

test('a session that has lasted its time says so, and the way on keeps what is typed', async ({
  desk,
}) => {
  const warning = desk.getByText(/as long as a session may last/)
  await endSessionIn(desk, 200, 'longest')
  await desk.reload()
  await expect(warning).toBeVisible()
  const opened = desk.waitForEvent('popup')
  await desk.getByRole('link', { name: 'Sign in again' }).click()
  await expect((await opened).getByRole('button', { name: 'New appointment' })).toBeVisible()
  await desk.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(warning).toBeHidden()
})

test('a session that nobody has used is over, and its page says so', async ({ desk, watch }) => {
  watch.allow(/401/)
  await endSessionIn(desk, 4)
  await expect(desk.getByText('You are signed out.')).toBeVisible()
  await expect(desk.getByRole('link', { name: 'Sign in' })).toBeVisible()
})

test('only what we use is passed on to the provider, and only our doors of /auth/ are open', async ({
  request,
}) => {
  const asked = new URLSearchParams({
    ...{ returnTo: '/openings', screen_hint: 'signup', login_hint: 'ines@clinic.test' },
    ...{ scope: 'openid offline_access', audience: 'x', connection: 'x', organization: 'x' },
    ...{ prompt: 'none', max_age: '0', redirect_uri: 'https://evil.example', ui_locales: 'x' },
    challengeMode: 'popup',
  })
  const answer = await request.get(`/auth/login?${asked}`, { maxRedirects: 0 })
  const sent = new URL(answer.headers().location ?? '').searchParams
  expect([...sent.keys()].sort()).toEqual([
    ...['client_id', 'code_challenge', 'code_challenge_method', 'login_hint', 'max_age', 'nonce'],
    ...['redirect_uri', 'response_type', 'scope', 'screen_hint', 'state'],
  ])
  expect(sent.get('scope')).toBe('openid profile email')
  expect(sent.get('max_age')).toBe('43200')
  expect(sent.get('redirect_uri')).toBe(`${stack.app}/auth/callback`)
  const wrong = await request.get('/auth/login?screen_hint=login&login_hint=x', { maxRedirects: 0 })
  expect(wrong.headers().location).not.toMatch(/_hint/)
  for (const path of [
    ...['access-token', 'connect', 'mfa/authenticators', 'nothing'].map((end) => `/auth/${end}`),
    '/me/v1/authentication-methods',
    '/my-org/details',
  ]) {
    expect((await request.get(path)).status(), path).toBe(404)
  }
  for (const path of ['passwordless/start', 'passkey/challenge', 'backchannel-logout']) {
    const headers = { origin: stack.app }
    expect((await request.post(`/auth/${path}`, { headers })).status(), path).toBe(404)
  }
})
