import { expect, type Locator, type Page } from '@playwright/test'
import { linkIn, waitForMail } from './mailbox'

export type Account = { name: string; email: string }

export type DemoRole = 'admin' | 'scheduler' | 'practitioner'

const password = 'correct horse battery'

/** A few letters that no other test has. */
export function slug(): string {
  return crypto.randomUUID().slice(0, 8)
}

/** Creates an account on the sign-in page that is open, or that the app leads to. */
export async function signUp(page: Page, { name, email }: Account): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

/** Signs in with an account's address on the sign-in page that is open. */
export async function signIn(page: Page, { email }: Account): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/**
 * Signs in as one of the demo clinic's staff by one press. Tests share these accounts side by side:
 * none of them signs one out, which would end the others' sessions.
 */
export async function signInDemo(page: Page, role: DemoRole): Promise<void> {
  await page.goto('/auth/login')
  await page.getByRole('button', { name: `${role}@demo.test` }).click()
  await expect(page.getByRole('navigation', { name: 'Medcal' }).first()).toBeVisible()
  // Before its styles are there, the buttons of every width count as seen.
  await page.waitForLoadState()
}

/** Ends the session from the menu under one's own name. */
export async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click()
  await page.getByRole('link', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
}

/** What the app says to an account whose address is not confirmed. */
export function unconfirmed(page: Page): Locator {
  return page.getByRole('heading', { name: 'Confirm your email address first' })
}

/** Opens the newest mail that asks to confirm the address, and confirms it. */
export async function verifyAddress(page: Page, { email }: Account): Promise<void> {
  const mail = await waitForMail({ to: email, subject: /^Confirm your address/ })
  await page.goto(linkIn(mail, '/verify'))
  await page.getByRole('button', { name: 'Confirm this address' }).click()
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
}
