import type { Page } from '@playwright/test'
import { book, cancel, move, person } from './support/booking'
import { runSweep, setAutomation } from './support/clinic'
import { workday } from './support/days'
import { linksIn, mailsTo, waitForMail } from './support/mailbox'
import { waitForOffer } from './support/patient'
import { contents, settled } from './support/rows'
import { stack } from './support/stack'
import { expect, test } from './support/test'

test('opening the links of mails changes nothing, however they are opened', async ({
  desk,
  clinic,
  newPage,
  watch,
}) => {
  const [mara, jonas, lena] = [person('Mara'), person('Jonas'), person('Lena')]
  const invited = `timo.${clinic.admin.email}`
  await setAutomation(desk, { daily: false, confirmDaysAhead: 9 })
  await desk.goto('/calendar')
  await book(desk, { patient: mara, day: workday(1), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(3), time: '10:30', openToEarlier: true })
  await book(desk, { patient: lena, day: workday(4), time: '11:00' })
  await runSweep(desk, 'Ask who is coming')
  await move(desk, lena, { from: workday(4), to: workday(5), time: '15:00' })
  await cancel(desk, mara, workday(1))
  await desk.goto('/settings/staff')
  await desk.getByLabel('Email').fill(invited)
  await desk.getByRole('button', { name: 'Send invitation' }).click()
  await waitForOffer(jonas)
  await waitForMail({ to: lena.email, subject: /^Your new time/ })
  await waitForMail({ to: mara.email, subject: /^Cancelled/ })
  await waitForMail({ to: invited, subject: /invites you to Medcal$/ })
  await settled(clinic.id)

  const readers = [mara.email, jonas.email, lena.email, invited, clinic.admin.email]
  const mails = (await Promise.all(readers.map(mailsTo))).flat()
  const links = [...new Set(mails.flatMap(linksIn))]
  const kinds = new Set(links.map((link) => new URL(link).pathname.split('/')[1]))
  expect([...kinds].sort()).toEqual(['invite', 'offer', 'verify', 'visit'])
  await desk.close()
  const before = await contents(clinic.id)

  const scanner = await newPage()
  watch.allow(/404|410/)
  const seen = new Set(links)
  for (const link of links) {
    for (const further of await openAndLook(scanner, link)) seen.add(further)
  }
  const patient = [...seen].filter((link) => /\/(visit|offer|invite)\//.test(link))
  for (const link of patient) {
    if (!links.includes(link)) await openAndLook(scanner, link)
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      for (const headers of waysToAsk) {
        const answer = await scanner.request.fetch(link, { method, headers })
        expect(answer.status(), `${method} ${link}`).toBeLessThan(500)
      }
    }
  }
  expect(await contents(clinic.id)).toEqual(before)
})

const waysToAsk: Record<string, string>[] = [
  {},
  { rsc: '1' },
  { purpose: 'prefetch', 'next-router-prefetch': '1' },
]

/** Opens a link as a scanner that runs scripts does, and says where the page leads further. */
async function openAndLook(page: Page, link: string): Promise<string[]> {
  if (link.endsWith('.ics')) return []
  await page.goto(link, { waitUntil: 'networkidle' })
  const hrefs = await page
    .getByRole('link')
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
  return hrefs.filter((href) => href.startsWith(`${stack.app}/`) && !href.includes('/auth/'))
}
