import { expect, type Page } from '@playwright/test'
import type { Patient } from './booking'
import { linkIn, type Mail, waitForMail } from './mailbox'

/** Waits for the nth offer to a patient. */
export function waitForOffer({ email }: Patient, nth = 1): Promise<Mail> {
  return waitForMail({ to: email, subject: /^An earlier time for you/, nth })
}

/** Opens the offer in a patient's mail and presses one of its answers. */
export async function answerOffer(
  page: Page,
  mail: Mail,
  answer: 'Accept earlier time' | 'Keep my current time',
): Promise<void> {
  await page.goto(linkIn(mail, '/offer/'))
  await page.getByRole('button', { name: answer }).click()
}

/** Expects a page's one question or statement. */
export async function expectTitle(page: Page, title: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
}

/** Without scripts there is nothing to ask the page: a picture of all of it is as wide as the window. */
export async function expectFits(page: Page): Promise<void> {
  const picture = await page.screenshot({ fullPage: true, scale: 'css' })
  expect(picture.readUInt32BE(16), page.url()).toBeLessThanOrEqual(320)
}
