import type { Page } from '@playwright/test'
import { slug } from './support/accounts'
import { book, cancel, type Patient, person } from './support/booking'
import { workday } from './support/days'
import { linkIn, mailsTo, waitForMail } from './support/mailbox'
import { expectTitle, waitForOffer } from './support/patient'
import { captureAction, replay } from './support/replay'
import { inClinic, setClinic, settled } from './support/rows'
import { stack } from './support/stack'
import { expect, test } from './support/test'

const visitLink = async ({ email }: Patient) =>
  linkIn(await waitForMail({ to: email, subject: /^Your visit/ }), '/visit/')

test('of 25 moves by one patient three are made, and the others notice nothing', async ({
  desk,
  clinic,
  newPage,
}) => {
  const [jonas, lena] = [person('Jonas'), person('Lena')]
  await book(desk, { patient: jonas, day: workday(4), time: '10:30' })
  await book(desk, { patient: lena, day: workday(6), time: '15:00', openToEarlier: true })
  let own = await visitLink(jonas)
  const page = await newPage()
  let moved = 0
  let kept: Page | null = null
  for (let i = 0; i < 25; i++) {
    await page.goto(`${own}/move`)
    const times = page.locator('details[open] a')
    if ((await times.count()) === 0) continue
    if (moved === 2) {
      // A page that was open before, as in another tab.
      kept = await page.context().newPage()
      await kept.goto(`${own}/move`)
      await kept.locator('details[open] a').nth(3).click()
      await expectTitle(kept, 'Move your visit to this time?')
    }
    await times.nth(i % 3).click()
    await page.getByRole('button', { name: 'Move to this time' }).click()
    await expectTitle(page, /^Done\. We will see you/)
    own = new URL(page.url()).origin + new URL(page.url()).pathname
    moved++
  }
  expect(moved).toBe(3)
  await page.goto(`${own}/move`)
  await expectTitle(page, 'Please call us for another time')
  await expect(page.getByRole('main')).toContainText(
    'You have moved this visit 3 times within a day',
  )
  await expect(page.getByRole('link', { name: 'Call us, +49 40 5557 0100' })).toBeVisible()
  await kept?.getByRole('button', { name: 'Move to this time' }).click()
  await expectTitle(kept as Page, 'Your visit has moved')

  await settled(clinic.id)
  const subjects = (await mailsTo(jonas.email)).map(({ subject }) => subject)
  expect(subjects.filter((subject) => subject.startsWith('Your new time'))).toHaveLength(3)
  await page.goto(await visitLink(lena))
  await page.getByRole('button', { name: 'Yes, I am coming' }).click()
  await expectTitle(page, /^Thank you/)
})

test('wishes wait for the telephone after so many changes; what was typed stays', async ({
  desk,
  clinic,
  newPage,
}) => {
  const jonas = person('Jonas')
  await setClinic(clinic.id, { wish_changes_a_day: 1 })
  await book(desk, { patient: jonas, day: workday(5), time: '10:30' })
  const own = await visitLink(jonas)
  const page = await newPage()
  await page.goto(`${own}/earlier`)
  await page.getByRole('button', { name: 'Ask me about these times' }).click()
  await expect(page.getByRole('status')).toContainText('only about times that suit')
  await page.goto(`${own}/earlier`)
  await page.getByRole('checkbox', { name: 'Afternoon' }).uncheck()
  await page.getByLabel('Not before').fill(workday(2))
  await page.getByRole('button', { name: 'Ask me about these times' }).click()
  await expect(page.getByRole('alert').first()).toContainText(
    'this last change is not saved. Please call us: +49 40 5557 0100.',
  )
  await expect(page.getByRole('checkbox', { name: 'Afternoon' })).not.toBeChecked()
  await expect(page.getByLabel('Not before')).toHaveValue(workday(2))
  // That they are coming counts.
  await page.goto(own)
  await page.getByRole('checkbox', { name: 'Open to an earlier time' }).uncheck()
  await page.getByRole('button', { name: 'Yes, I am coming' }).click()
  await expectTitle(page, /^Thank you/)
  await expect(page.getByRole('alert').first()).toContainText('is not saved')
  await expect(page.getByRole('checkbox', { name: 'Open to an earlier time' })).toBeChecked()
  // An address is anybody's making.
  await setClinic(clinic.id, { wish_changes_a_day: 50 })
  await page.goto(`${own}?said=wished-enough`)
  await expect(page.getByRole('alert').filter({ hasText: 'not saved' })).toHaveCount(0)
})

test('2,000 presses of one link: it is looked at 200 times, and other links work as ever', async ({
  desk,
  newPage,
}) => {
  test.slow()
  const [jonas, lena] = [person('Jonas'), person('Lena')]
  await book(desk, { patient: jonas, day: workday(4), time: '10:30' })
  await book(desk, { patient: lena, day: workday(4), time: '11:30' })
  const [own, others] = [await visitLink(jonas), await visitLink(lena)]
  const page = await newPage()
  const html = await (await page.request.get(own)).text()
  const action = /name="(\$ACTION_ID_[\da-f]+)"/.exec(html)?.[1] ?? ''
  const token = own.split('/').at(-1) ?? ''
  const press = async () => {
    const answer = await page.request.post(own, {
      headers: { origin: stack.app },
      multipart: { [action]: '', token, answer: 'coming', shownAs: 'off' },
      maxRedirects: 0,
    })
    return answer.headers().location ?? ''
  }
  let refused = 0
  for (let i = 0; i < 200; i++) {
    const answers = await Promise.all(Array.from({ length: 10 }, press))
    refused += answers.filter((where) => where.includes('said=pressed-enough')).length
  }
  expect(refused).toBe(1800)
  await page.goto(await press())
  await expect(page.getByRole('alert').first()).toContainText('This link was used very often today')
  await page.goto(others)
  await page.getByRole('button', { name: 'Yes, I am coming' }).click()
  await expectTitle(page, /^Thank you/)
})

test('sixty invitations to one address: five emails, and a sentence that says when again', async ({
  desk,
  clinic,
}) => {
  const email = `nora.${slug()}@clinic.test`
  await desk.goto('/settings/staff')
  const address = desk.getByLabel('Email')
  await address.fill(email)
  const inviting = captureAction(desk, email)
  await desk
    .getByRole('button', { name: /^Invite|^Send/ })
    .first()
    .click()
  const invite = await inviting
  let sent = 1
  for (let i = 0; i < 59; i++) {
    const answer = await replay(desk.request, invite, invite.body)
    if (answer.ok) sent++
    else expect(answer.reason).toBe('address-invited-enough')
  }
  expect(sent).toBe(5)
  await desk.reload()
  await address.fill(email)
  await desk
    .getByRole('button', { name: /^Invite|^Send/ })
    .first()
    .click()
  await expect(desk.getByRole('alert').first()).toContainText(
    /That address has been sent 5 invitations within a day\. The next one can go after .*\d\d:\d\d\./,
  )
  await expect(address).toHaveValue(email)
  await settled(clinic.id)
  expect(await mailsTo(email)).toHaveLength(5)
})

test('another address for a patient: links to the old one have ended, the new one has what holds', async ({
  desk,
  clinic,
  newPage,
}) => {
  const [mara, jonas] = [person('Mara'), person('Jonas')]
  await book(desk, { patient: mara, day: workday(2), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(4), time: '10:30', openToEarlier: true })
  await cancel(desk, mara, workday(2))
  const offered = await waitForOffer(jonas)
  const [oldVisit, oldOffer] = [linkIn(offered, '/visit/'), linkIn(offered, '/offer/')]
  const page = await newPage()
  await page.goto(oldOffer)
  await expect(page.getByRole('button', { name: 'Accept earlier time' })).toBeVisible()

  await openPatient(desk, clinic.id, jonas)
  await desk.getByRole('button', { name: 'Edit', exact: true }).click()
  const email = `new.${jonas.email}`
  await desk.getByRole('dialog').getByLabel('Email').fill(email)
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText(`Links that went to ${jonas.email} have ended.`)).toBeVisible()

  await page.getByRole('button', { name: 'Accept earlier time' }).click()
  await expectTitle(page, 'This link has ended')
  await expect(page.getByRole('main')).not.toContainText(jonas.givenName)
  await expect(page.getByRole('link', { name: 'Call us, +49 40 5557 0100' })).toBeVisible()
  for (const path of ['', '/move', '/earlier']) {
    await page.goto(`${oldVisit}${path}?lang=de`)
    await expectTitle(page, 'Dieser Link ist beendet')
  }
  expect((await page.request.get(`${oldVisit}/visit.ics`)).status()).toBe(404)

  const visit = await waitForMail({ to: email, subject: /^Your visit/ })
  await page.goto(linkIn(visit, '/visit/'))
  await page.getByRole('link', { name: 'See it and choose' }).click()
  await page.getByRole('button', { name: 'Accept earlier time' }).click()
  await expectTitle(page, /^Done\./)
  await desk.goto('/activity')
  await expect(desk.getByRole('main')).toContainText(
    `changed the email address of ${jonas.name}, ended earlier links and sent 2 emails anew`,
  )
})

test('staff end a patient’s links, and a wrong correction is taken back before it goes out', async ({
  desk,
  clinic,
  newPage,
}) => {
  const jonas = person('Jonas')
  await book(desk, { patient: jonas, day: workday(4), time: '10:30' })
  const own = await visitLink(jonas)
  const page = await newPage()
  await openPatient(desk, clinic.id, jonas)
  await desk.getByRole('button', { name: 'End these links' }).click()
  const question = desk.getByRole('alertdialog')
  await expect(question).toContainText('the next email has a link that works')
  await question.getByRole('checkbox').check()
  await question.getByRole('button', { name: 'End the links' }).click()
  await expect(desk.getByText('One email with a new link goes out')).toBeVisible()
  await page.goto(own)
  await expectTitle(page, 'This link has ended')
  const anew = await waitForMail({ to: jonas.email, subject: /^Your visit/, nth: 2 })
  expect(linkIn(anew, '/visit/')).not.toBe(own)
  await page.goto(linkIn(anew, '/visit/'))
  await expectTitle(page, /are you coming/)

  await desk.getByRole('button', { name: 'Edit', exact: true }).click()
  const wrong = `wrong.${jonas.email}`
  await desk.getByRole('dialog').getByLabel('Email').fill(wrong)
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await desk.getByRole('button', { name: 'Undo' }).click()
  await expect(desk.getByText(`${jonas.email} is their address again`)).toBeVisible()
  const third = await waitForMail({ to: jonas.email, subject: /^Your visit/, nth: 3 })
  await page.goto(linkIn(third, '/visit/'))
  await expectTitle(page, /are you coming/)
  expect(await mailsTo(wrong)).toEqual([])
})

async function openPatient(desk: Page, clinicId: string, { email }: Patient): Promise<void> {
  const [row] = await inClinic(
    clinicId,
    (tx) => tx<{ id: string }[]>`select id from patients where email = ${email}`,
  )
  await desk.goto(`/patients/${row?.id}`)
}
