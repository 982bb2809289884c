import fs from 'node:fs'
import path from 'node:path'
import { type BrowserContext, chromium } from 'playwright'
import config from '../playwright.config'
import { openDataDir, readJson } from './data-dir'
import { Failure } from './failure'
import type { StackFile } from './stack-file'
import { ensureChromium } from './testing/chromium'

// `npm run pictures`: makes the README's pictures from the running demo (`npm run up` first).
// It cancels one visit of the demo, for the offer that this sets off.

const root = path.dirname(import.meta.dirname)
const folder = path.join(root, 'docs', 'pictures')

const stack = readJson<StackFile>(path.join(openDataDir(root), 'stack.json'))
if (!stack)
  throw new Failure('Nothing runs. Start the demo with `npm run up`, then make the pictures.')
if (!ensureChromium(console.log)) {
  throw new Failure('No Chromium was found. Install it, or name it with CHROMIUM_PATH.')
}

fs.mkdirSync(folder, { recursive: true })
const browser = await chromium.launch(config.use?.launchOptions)
const desk = await browser.newContext({
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
})
const offer = await takeCalendar(desk, stack)
const phone = await browser.newContext({
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  colorScheme: 'light',
})
await takeOffer(phone, offer)
await browser.close()
console.log(`The pictures are in ${path.relative(root, folder)}.`)

/** Signs in, cancels a coming visit, takes the calendar, and gives the offer's address. */
async function takeCalendar(context: BrowserContext, { app, mailbox }: StackFile): Promise<string> {
  const page = await context.newPage()
  await page.goto(`${app}/auth/login`)
  await page.getByRole('button', { name: /scheduler@demo\.test/ }).click()
  await page.waitForURL('**/calendar**')
  const known = new Set((await mails(mailbox)).map((mail) => mail.id))
  await page.goto(`${app}/calendar?view=list`)
  const visits = page.getByRole('main').getByRole('link', { name: /, booked/ })
  await visits.nth(30).click()
  await page.getByRole('complementary').getByRole('button', { name: 'Cancel visit' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel visit' }).click()
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  const address = await offerAddress(mailbox, known)
  await page.goto(`${app}/calendar`)
  await page.getByRole('main').waitFor()
  await page.screenshot({ path: path.join(folder, 'calendar.png') })
  return address
}

async function takeOffer(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${address}?lang=en`)
  await page.screenshot({ path: path.join(folder, 'offer.png') })
}

type Mail = { id: string; text: string }

async function mails(mailbox: string): Promise<Mail[]> {
  return (await (await fetch(`${mailbox}/api/email`)).json()) as Mail[]
}

async function offerAddress(mailbox: string, known: Set<string>): Promise<string> {
  for (let tries = 0; tries < 60; tries++) {
    const fresh = (await mails(mailbox)).filter((mail) => !known.has(mail.id))
    const address = fresh
      .map((mail) => mail.text.match(/https?:\S+\/offer\/[\w-]+/)?.[0])
      .find(Boolean)
    if (address) return address
    await new Promise((wake) => setTimeout(wake, 500))
  }
  throw new Failure(
    'No offer came: nobody on the waitlist suits the visit that was cancelled. Try again.',
  )
}
