import { expect, type Locator, type Page } from '@playwright/test'
import { type Account, signUp, slug, unconfirmed, verifyAddress } from './accounts'
import { zone } from './days'
import { linkIn, waitForMail } from './mailbox'
import { clinicIdOf, setClinic } from './rows'

export type Clinic = { id: string; name: string; admin: Account; practitioner: string }

/** A new account with a new clinic in Berlin; the page shows its calendar, signed in as its admin. */
export async function foundClinic(page: Page): Promise<Clinic> {
  const id = slug()
  const admin = { name: `Ines ${id}`, email: `ines.${id}@clinic.test` }
  await page.goto('/auth/login?screen_hint=signup')
  await signUp(page, admin)
  return createClinic(page, admin)
}

/** Confirms a new account's address and fills in "Create your clinic", where it is led then. */
export async function createClinic(page: Page, admin: Account): Promise<Clinic> {
  await expect(unconfirmed(page)).toBeVisible()
  await verifyAddress(page, admin)
  await page.getByRole('link', { name: 'Continue to Medcal' }).click()
  const name = `Praxis ${admin.email.split('@')[0]}`
  const practitioner = 'Dr. Marlene Köhler'
  await expect(page.getByRole('heading', { name: 'Create your clinic' })).toBeVisible()
  await page.getByLabel('Clinic name').fill(name)
  await page.getByLabel('Time zone').selectOption(zone)
  await page.getByLabel('Address').fill('Elbchaussee 14, 22765 Hamburg')
  await page.getByLabel('Telephone').fill('+49 40 5557 0100')
  await page.getByLabel('From').fill('08:00')
  await page.getByLabel('To', { exact: true }).fill('18:00')
  await page.getByLabel('First practitioner').fill(practitioner)
  await page.getByRole('button', { name: 'Create clinic' }).click()
  await expect(page.getByRole('button', { name: 'New appointment' }).first()).toBeVisible()
  const id = await clinicIdOf(name)
  // One after another, so that a test sees who comes next; who tests several at once sets it.
  await setClinic(id, { batch_size: 1 })
  return { id, name, admin, practitioner }
}

type RoleWord = 'Admin' | 'Scheduler' | 'Practitioner'

/** Has an admin invite an address; gives the link that it gets. */
export async function invite(desk: Page, { email }: Account, role: RoleWord): Promise<string> {
  await desk.goto('/settings/staff')
  const form = desk.getByRole('form', { name: 'Invite somebody' })
  await form.getByLabel('Email').fill(email)
  await form.getByLabel('Role').selectOption(role)
  await form.getByRole('button', { name: 'Send invitation' }).click()
  const subject = /invites you to Medcal$/
  return linkIn(await waitForMail({ to: email, subject }), '/invite/')
}

/** Invites a colleague, who makes an account and joins. Their page shows the calendar. */
export async function joinClinic(
  desk: Page,
  newPage: () => Promise<Page>,
  role: RoleWord,
): Promise<{ page: Page; account: Account }> {
  const account = { name: `Timo ${slug()}`, email: `timo.${slug()}@clinic.test` }
  const link = await invite(desk, account, role)
  const page = await newPage()
  await page.goto(link)
  await page.getByRole('link', { name: 'Create account' }).click()
  await signUp(page, account)
  await expect(unconfirmed(page)).toBeVisible()
  await verifyAddress(page, account)
  await page.goto(link)
  await page.getByRole('link', { name: 'I have confirmed it' }).click()
  await page.getByRole('button', { name: /^Join/ }).click()
  await expect(page.getByRole('navigation', { name: 'Medcal' }).first()).toBeVisible()
  return { page, account }
}

type Automation = {
  holdMinutes?: number
  confirmDaysAhead?: number
  /** Whether the sweeps run by the clock. */
  daily?: boolean
}

/** Sets what is given on the page of the automation. */
export async function setAutomation(page: Page, wanted: Automation): Promise<void> {
  const { holdMinutes, confirmDaysAhead, daily } = wanted
  await page.goto('/settings/automation')
  if (holdMinutes !== undefined) {
    const offers = page.getByRole('region', { name: 'Offers' })
    await offers.getByLabel('Hold a time for (minutes)').fill(String(holdMinutes))
    await offers.getByRole('button', { name: 'Save offers' }).click()
    await expect(page.getByText('Offers saved')).toBeVisible()
  }
  const asking = page.getByRole('region', { name: 'Ask who is coming' })
  if (confirmDaysAhead !== undefined) {
    await asking.getByLabel('Days before the visit').fill(String(confirmDaysAhead))
  }
  if (daily !== undefined) await asking.getByRole('switch').setChecked(daily)
  if (confirmDaysAhead !== undefined || daily !== undefined) await saveSchedule(asking)
  if (daily !== undefined) {
    const filling = page.getByRole('region', { name: 'Fill free times' })
    await filling.getByRole('switch').setChecked(daily)
    await saveSchedule(filling)
  }
}

async function saveSchedule(section: Locator): Promise<void> {
  const said = section.page().getByText('Schedule saved')
  await section.getByRole('button', { name: 'Save schedule' }).click()
  await expect(said.first()).toBeVisible()
  await section.page().getByRole('button', { name: 'Dismiss' }).first().click()
  await expect(said).toBeHidden()
}

/** Presses "Run now" at one of the sweeps and waits for its end. */
export async function runSweep(
  page: Page,
  title: 'Ask who is coming' | 'Fill free times',
): Promise<void> {
  await page.goto('/settings/automation')
  const sweep = page.getByRole('region', { name: title })
  await sweep.getByRole('button', { name: 'Run now' }).click()
  await expect(sweep.getByRole('status')).toHaveText('Done.', { timeout: 120_000 })
}
