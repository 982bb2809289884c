import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { book, cancel, person } from './support/booking'
import { setAutomation } from './support/clinic'
import { instant, patientDay, workday } from './support/days'
import { linkIn, waitForMail } from './support/mailbox'
import { answerOffer, expectFits, expectTitle, waitForOffer } from './support/patient'
import { inClinic, setClinic } from './support/rows'
import { expect, test } from './support/test'

const plainPhone = {
  javaScriptEnabled: false,
  viewport: { width: 320, height: 640 },
  hasTouch: true,
  isMobile: true,
}

test('patients move their visit themselves, with scripts off', async ({ desk, newPage }) => {
  const [jonas, lena] = [person('Jonas'), person('Lena')]
  await book(desk, { patient: jonas, day: workday(4), time: '10:30' })
  const visit = linkIn(await waitForMail({ to: jonas.email, subject: /^Your visit/ }), '/visit/')
  const phone = await newPage(plainPhone)
  await phone.goto(visit)
  await phone.getByRole('link', { name: 'Move my appointment' }).tap()
  await expectFits(phone)
  await openDay(phone, workday(3))
  await timeLink(phone, workday(3), '14:00').tap()
  await expectTitle(phone, 'Move your visit to this time?')
  await expectFits(phone)

  await test.step('somebody else is quicker', async () => {
    await book(desk, { patient: lena, day: workday(3), time: '14:00' })
    await phone.getByRole('button', { name: 'Move to this time' }).tap()
    await expect(phone.getByRole('alert')).toContainText('That time has just been taken')
    await expectFits(phone)
    await openDay(phone, workday(3))
    await expect(timeLink(phone, workday(3), '13:30')).toBeVisible()
    await expect(timeLink(phone, workday(3), '14:00')).toHaveCount(0)
  })
  await timeLink(phone, workday(3), '15:00').tap()
  await phone.getByRole('button', { name: 'Move to this time' }).tap()
  await expectTitle(phone, /^Done\. We will see you .* at 15:00$/)
  await expectFits(phone)
  await phone.goto(visit)
  await expectTitle(phone, 'Your visit has moved')
  const mail = await waitForMail({ to: jonas.email, subject: /^Your new time: .*15:00/ })
  expect(mail.text).toContain('You asked for this change')
  await phone.goto(linkIn(mail, '/visit/'))
  await expect(phone.getByRole('main')).toContainText('15:00')
})

test('past the cut-off a patient reads so, and whom to call; wishes have a page', async ({
  desk,
  clinic,
  newPage,
}) => {
  const jonas = person('Jonas')
  await book(desk, { patient: jonas, day: workday(4), time: '10:30' })
  const visit = linkIn(await waitForMail({ to: jonas.email, subject: /^Your visit/ }), '/visit/')
  const page = await newPage()
  await page.goto(`${visit}/move`)
  await expectTitle(page, 'Choose a new time')
  await expectAccessible(page, 'a move')
  await page.locator('details[open] a').first().click()
  await expectTitle(page, 'Move your visit to this time?')
  await expectAccessible(page, 'a move, chosen')

  await setClinic(clinic.id, { self_move_hours: 8760 })
  await page.getByRole('button', { name: 'Move to this time' }).click()
  await expectTitle(page, 'It is too late to move your visit here')
  await expect(page.getByRole('link', { name: 'Call us, +49 40 5557 0100' })).toBeVisible()
  await expectAccessible(page, 'a move, too late')
  await page.goto(visit)
  await expect(page.getByRole('link', { name: 'Move my appointment' })).toBeHidden()
  await setClinic(clinic.id, { self_move_hours: null })
  await page.goto(`${visit}/move`)
  await expectTitle(page, 'Please call us for another time')

  await page.goto(`${visit}/earlier`)
  await expectAccessible(page, 'wishes')
  await page.getByRole('checkbox', { name: 'Afternoon' }).uncheck()
  await page.getByLabel('Not before').fill(workday(9))
  await page.getByRole('button', { name: 'Ask me about these times' }).click()
  await expect(page.getByRole('alert').first()).toContainText('so no earlier time would be left')
  await page.getByRole('link', { name: 'Go to the field' }).click()
  await expect(page).toHaveURL(/#not-before$/)
  await expect(page.getByLabel('Not before')).toHaveValue(workday(9))
  await expect(page.getByRole('checkbox', { name: 'Afternoon' })).not.toBeChecked()
  await expectAccessible(page, 'wishes, a wrong date')
  await page.getByLabel('Not before').fill(workday(2))
  await page.getByRole('button', { name: 'Ask me about these times' }).click()
  await expect(page.getByRole('status')).toContainText('only about times that suit')
  await expect(page.getByRole('checkbox', { name: 'Open to an earlier time' })).toBeChecked()
})

test('wishes said on the offer’s page are followed', async ({ desk, clinic, newPage }) => {
  const [mara, paul, jonas] = [person('Mara'), person('Paul'), person('Jonas')]
  await book(desk, { patient: mara, day: workday(2), time: '09:00' })
  await book(desk, { patient: paul, day: workday(2), time: '15:00' })
  await book(desk, { patient: jonas, day: workday(4), time: '10:30', openToEarlier: true })
  await cancel(desk, mara, workday(2))
  const page = await newPage()
  const mail = await waitForOffer(jonas)
  await page.goto(linkIn(mail, '/visit/'))
  await expectAccessible(page, 'a visit whose patient is asked')
  await expect(page.getByText('An earlier time waits for your answer until')).toContainText('09:00')
  await page.getByRole('link', { name: 'See it and choose' }).click()
  await expect(page).toHaveURL(linkIn(mail, '/offer/'))
  await page.getByText('Ask me differently').click()
  await expectAccessible(page, 'an offer, asking differently')
  await page.getByRole('checkbox', { name: 'Afternoon' }).uncheck()
  await page.getByRole('checkbox', { name: 'From 17:00' }).uncheck()
  // By keyboard: Enter in a field must never accept.
  await page.getByLabel('Not before').press('Enter')
  await expectTitle(page, 'You keep your time')
  await expect(page.getByRole('status')).toContainText('only about times that suit')

  await cancel(desk, paul, workday(2))
  const ofPaul = () =>
    inClinic(
      clinic.id,
      (tx) => tx<{ exhausted: boolean; offers: number }[]>`
        select exhausted_at is not null as exhausted,
          (select count(*)::int from offers f where f.opening_id = o.id) as offers
        from openings o where starts_at = ${instant(workday(2), '15:00')}`,
    )
  await expect.poll(ofPaul, { timeout: 120_000 }).toEqual([{ exhausted: true, offers: 0 }])
})

test('a wish that cannot be saved stops no answer, with scripts off', async ({ desk, newPage }) => {
  const [mara, jonas] = [person('Mara'), person('Jonas')]
  await book(desk, { patient: mara, day: workday(2), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(4), time: '10:30', openToEarlier: true })
  await cancel(desk, mara, workday(2))
  const offer = linkIn(await waitForOffer(jonas), '/offer/')
  const phone = await newPage(plainPhone)
  await phone.goto(offer)
  await phone.getByText('Ask me differently').tap()
  for (const time of ['Morning', 'Afternoon', 'From 17:00']) {
    await phone.getByRole('checkbox', { name: time }).uncheck()
  }
  await phone.getByRole('button', { name: 'Keep my time and save this' }).tap()
  await expectTitle(phone, 'You keep your time')
  await expect(phone.getByRole('alert')).toContainText('Choose at least one time of day')
  await expectFits(phone)
  await phone.getByRole('link', { name: 'Go to the field' }).tap()
  await expectTitle(phone, 'Which earlier times suit you?')
  await expectFits(phone)
  await expect(phone.getByRole('checkbox', { name: 'Morning' })).not.toBeChecked()
  await phone.getByRole('checkbox', { name: 'Morning' }).check()
  await phone.getByLabel('With', { exact: true }).selectOption('own')
  await phone.getByLabel('At least so much earlier').selectOption('3 days earlier')
  await phone.getByRole('button', { name: 'Ask me about these times' }).tap()
  await expect(phone.getByRole('status')).toContainText('only about times that suit')

  // The answer is given: neither accepting now nor a made-up address makes another of it.
  await phone.goto(`${offer}?said=expired`)
  await expectTitle(phone, 'You keep your time')
  await expect(phone.getByRole('alert')).toBeHidden()
})

test('a late answer still wins while the time is free', async ({ desk, newPage }) => {
  const [mara, jonas] = [person('Mara'), person('Jonas')]
  await setAutomation(desk, { holdMinutes: 1 })
  await desk.goto('/calendar')
  await book(desk, { patient: mara, day: workday(2), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(4), time: '10:30', openToEarlier: true })
  await cancel(desk, mara, workday(2))
  const offer = await waitForOffer(jonas)
  const closed = await waitForMail({ to: jonas.email, subject: /^Your time stays/ })
  expect(closed.text.replaceAll('\n', ' ')).toContain('you can still take it')

  const phone = await newPage(plainPhone)
  await phone.goto(linkIn(offer, '/offer/'))
  await expectTitle(phone, 'The offer is over, but the time is still free')
  await expectFits(phone)
  await phone.getByRole('button', { name: 'Keep my current time' }).tap()
  await expectTitle(phone, 'You keep your time')
  const page = await newPage()
  await page.goto(linkIn(offer, '/offer/'))
  await expectAccessible(page, 'an offer, late')
  await page.getByRole('button', { name: 'Accept earlier time' }).click()
  await expectTitle(page, /^Done\. We will see you/)
})

test('of two who are asked at once, the slower one is told kindly', async ({
  desk,
  clinic,
  newPage,
}) => {
  const [mara, jonas, lena] = [person('Mara'), person('Jonas'), person('Lena')]
  await setClinic(clinic.id, { batch_size: 2, batch_within_hours: 720 })
  await book(desk, { patient: mara, day: workday(2), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(4), time: '10:30', openToEarlier: true })
  await book(desk, { patient: lena, day: workday(4), time: '11:30', openToEarlier: true })
  await cancel(desk, mara, workday(2))
  const [first, second] = [await waitForOffer(jonas), await waitForOffer(lena)]
  expect(first.text.replaceAll('\n', ' ')).toContain('We ask up to 2 patients at once')

  const slow = await newPage()
  await slow.goto(linkIn(first, '/offer/'))
  await expect(slow.getByRole('main')).toContainText('The first to accept has it.')
  await expectAccessible(slow, 'an offer to several')
  const quick = await newPage()
  await answerOffer(quick, second, 'Accept earlier time')
  await expectTitle(quick, /^Done\./)
  await slow.getByRole('button', { name: 'Accept earlier time' }).click()
  await expectTitle(slow, 'Somebody else was quicker')
  await expect(slow.getByRole('main')).toContainText('You stay on our list.')
  await expectAccessible(slow, 'an offer, somebody was quicker')
  const told = await waitForMail({ to: jonas.email, subject: /^Your time stays/ })
  expect(told.text.replaceAll('\n', ' ')).toContain('somebody else was quicker')
})

/** Shows the times of a day on the page of a move. */
async function openDay(page: Page, day: string): Promise<void> {
  const details = page.locator('details').filter({ hasText: patientDay(day) })
  if ((await details.getAttribute('open')) === null) await details.locator('summary').tap()
}

function timeLink(page: Page, day: string, time: string) {
  return page.getByRole('link', { name: new RegExp(`^${time}, .*${patientDay(day)}, `) })
}
