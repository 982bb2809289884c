import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import {
  book,
  bookButton,
  cancel,
  fillBooking,
  openBooking,
  openVisit,
  type Patient,
  person,
  pressUntil,
} from './support/booking'
import { workday } from './support/days'
import { linkIn, mailsTo, waitForMail } from './support/mailbox'
import { expectTitle, waitForOffer } from './support/patient'
import { inClinic, setLanguage, settled } from './support/rows'
import { expect, test } from './support/test'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }

test('nobody is emailed offers who has not agreed, and one press ends them', async ({
  desk,
  clinic,
  newPage,
}) => {
  const [mara, paul, jonas] = [person('Mara'), person('Paul'), person('Jonas')]
  await book(desk, { patient: mara, day: workday(2), time: '09:00' })
  await book(desk, { patient: paul, day: workday(3), time: '09:00' })

  await test.step('the tick is not set beforehand, and there is no second one', async () => {
    const dialog = await openBooking(desk)
    await fillBooking(dialog, { patient: jonas, day: workday(4), time: '10:30' })
    const agrees = dialog.getByRole('switch', { name: 'Open to an earlier time' })
    await expect(agrees).not.toBeChecked()
    await expect(agrees).toHaveAccessibleName(/and agrees to be sent offers$/)
    await expect(dialog.getByRole('checkbox')).toHaveCount(0)
    await bookButton(dialog).click()
    await expect(desk.getByText(`Booked: ${jonas.name}, `)).toBeVisible()
  })

  const page = await newPage({ ...phone, javaScriptEnabled: false })
  const visit = linkIn(await waitForMail({ to: jonas.email, subject: /^Your visit/ }), '/visit/')
  await test.step('without it a time that falls free is not offered to them', async () => {
    await cancel(desk, mara, workday(2))
    await settled(clinic.id)
    expect(await offersTo(jonas)).toBe(0)
    await openPatient(desk, jonas)
    await expect(desk.getByText('Not agreed.')).toBeVisible()
  })

  await test.step('the patient agrees on their page, and is asked', async () => {
    await page.goto(visit)
    const tick = page.getByRole('checkbox', { name: 'Open to an earlier time' })
    await expect(tick).not.toBeChecked()
    await expect(tick).toHaveAccessibleDescription(/You may email me/)
    await expect(page.getByRole('button', { name: 'Do not ask me again' })).toHaveCount(0)
    await tick.check()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('status')).toContainText('we ask you by email')
    await desk.reload()
    await expect(desk.getByText(/^Agreed on their page on/)).toBeVisible()
    await expectAccessible(desk, 'a patient who has agreed')
  })

  await test.step('the offer’s email says how to stop, and its link leads to one press', async () => {
    const mail = await waitForOffer(jonas)
    expect(mail.text).toContain('because you agreed to be asked by email')
    expect(mail.text).toContain('Stop or change that here')
    await page.goto(linkIn(mail, '/visit/'))
    await page.getByRole('button', { name: 'Do not ask me again' }).click()
    await expect(page.getByRole('status')).toContainText('no longer ask you')
    await page.goto(linkIn(mail, '/offer/'))
    await expect(page.getByRole('button', { name: 'Accept earlier time' })).toHaveCount(0)
  })

  await test.step('after it no offer, and staff cannot set the tick for them', async () => {
    await cancel(desk, paul, workday(3))
    await settled(clinic.id)
    expect(await offersTo(jonas)).toBe(1)
    const details = await openVisit(desk, jonas, workday(4))
    await expect(details.getByRole('switch', { name: 'Open to an earlier time' })).toBeDisabled()
    await expect(details.getByText('Wants no offers')).toBeVisible()
    await openPatient(desk, jonas)
    await expect(desk.getByText(/^No emails with offers: they stopped them on/)).toBeVisible()
    const dialog = desk.getByRole('dialog', { name: 'New appointment' })
    await pressUntil(desk.getByRole('button', { name: 'New appointment' }), dialog)
    await expect(dialog.getByRole('switch', { name: 'Open to an earlier time' })).toBeDisabled()
    await dialog.getByRole('button', { name: 'Discard' }).click()
  })

  await test.step('staff note that they agree again, and that they do not', async () => {
    await desk.getByRole('button', { name: 'They agree again' }).click()
    await expect(desk.getByText(/^Agreed on .*, as noted by staff\./)).toBeVisible()
    await desk.getByRole('button', { name: 'They want no offers' }).click()
    const question = desk.getByRole('alertdialog', { name: `Stop offers to ${jonas.name}?` })
    await expectAccessible(desk, 'the question before offers stop', '[role=alertdialog]')
    await question.getByRole('button', { name: 'Stop offers' }).click()
    await expect(desk.getByText(/^No emails with offers: they told staff so by/)).toBeVisible()
  })
})

test('an imprint and a privacy notice stand below patients’ pages and emails', async ({
  desk,
  clinic,
  newPage,
}) => {
  const mara = person('Mara')
  await desk.goto('/settings')
  const notices = desk.getByRole('region', { name: 'Imprint and privacy' })
  await expect(notices.getByText('Neither is entered yet.')).toBeVisible()
  const save = notices.getByRole('button', { name: 'Save imprint and privacy' })
  await test.step('what is no safe link is refused, and stays as it was typed', async () => {
    await notices.getByLabel('Privacy notice').fill('javascript:alert(1)')
    await save.click()
    await expect(notices.getByText(/^Enter the whole web address/)).toBeVisible()
    await expect(notices.getByLabel('Privacy notice')).toHaveValue('javascript:alert(1)')
  })
  const words = `Praxis ${clinic.admin.name}\nElbchaussee 14 <b>Hamburg</b>`
  const privacy = 'https://hafenpraxis.example/privacy'
  await notices.getByLabel('Imprint').fill(words)
  await notices.getByLabel('Privacy notice').fill(privacy)
  await save.click()
  await expect(desk.getByText('Imprint and privacy saved')).toBeVisible()
  await expect(notices.getByText('Neither is entered yet.')).toBeHidden()
  await expectAccessible(desk, 'the settings of imprint and privacy')

  await desk.goto('/calendar')
  await book(desk, { patient: mara, day: workday(3), time: '09:00' })
  const mail = await waitForMail({ to: mara.email, subject: /^Your visit/ })
  expect(mail.html).toContain(`href="${privacy}"`)
  expect(mail.text).toContain(`Privacy notice ${privacy}`)
  expect(mail.text).toContain(`Imprint: ${words}`)
  expect(mail.html).not.toContain('<b>')

  const page = await newPage({ ...phone, javaScriptEnabled: false })
  const visit = linkIn(mail, '/visit/')
  for (const path of [visit, `${visit}/earlier`, `${visit}/move`, `${visit}?ask=cancel`]) {
    await page.goto(path)
    await expectNotices(page, ['Privacy notice', privacy], ['Imprint', words])
  }
  await setLanguage(clinic.id, mara, 'de')
  await page.goto(visit)
  await expectNotices(page, ['Datenschutz', privacy], ['Impressum', words])
  await expectAccessible(await scripted(newPage, visit), 'a visit with an imprint')

  await test.step('also where a link has ended', async () => {
    await setLanguage(clinic.id, mara, 'en')
    await cancel(desk, mara, workday(3))
    await page.goto(visit)
    await expectTitle(page, 'Your visit does not take place')
    await expectNotices(page, ['Privacy notice', privacy], ['Imprint', words])
    const cancelled = await waitForMail({ to: mara.email, subject: /^Cancelled/ })
    expect(cancelled.text).toContain(`Privacy notice ${privacy}`)
  })
})

test('a patient who is entered twice is noticed, told apart, or made one', async ({
  desk,
  clinic,
  newPage,
}) => {
  const greta = person('Greta')
  const again = { ...greta, email: `again.${greta.email}` }
  const dialog = await openBooking(desk)
  const known = dialog.getByRole('alert')
  await test.step('said while booking: the one who is here is chosen', async () => {
    await addPatient(desk, greta, dialog)
    await book1(desk, dialog, { day: workday(2), time: '09:00' })
    const second = await openBooking(desk)
    await addPatient(desk, again, second)
    await second.getByLabel('Day', { exact: true }).fill(workday(3))
    await second.getByLabel('From', { exact: true }).selectOption('09:00')
    await bookButton(second).click()
    await expect(known).toContainText('A patient of this name and birth date is here already.')
    await expect(known).toContainText(greta.email)
    await expectAccessible(desk, 'a patient who is here already', '[role=dialog]')
    await known.getByRole('button', { name: `Choose ${greta.givenName}` }).click()
    await expect(known).toBeHidden()
    await bookButton(second).click()
    await expect(desk.getByText(`Booked: ${greta.name}, `).first()).toBeVisible()
    await expect(second).toBeHidden()
  })
  await test.step('or another is added all the same', async () => {
    const third = await openBooking(desk)
    await addPatient(desk, again, third)
    await third.getByLabel('Day', { exact: true }).fill(workday(4))
    await third.getByLabel('From', { exact: true }).selectOption('09:00')
    await bookButton(third).click()
    await known.getByRole('button', { name: 'Add as another patient' }).click()
    await expect(third).toBeHidden()
  })
  const visit = linkIn(await waitForMail({ to: again.email, subject: /^Your visit/ }), '/visit/')

  const page = await newPage({ ...phone, storageState: await desk.context().storageState() })
  await test.step('the list finds them; not the same person, and taken back', async () => {
    await page.goto('/patients')
    await page.getByRole('link', { name: '1 possible duplicate' }).click()
    await expect(page.getByRole('heading', { name: 'Possible duplicates' })).toBeVisible()
    await expectNoWider(page)
    await expectAccessible(page, 'possible duplicates')
    await pressUntil(
      page.getByRole('button', { name: 'Not the same person' }),
      page.getByText('No possible duplicates'),
    )
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('They may be the same person')).toBeVisible()
  })

  const ids = await idsOf(clinic.id, [greta, again])
  await test.step('side by side, with what differs to choose, they become one', async () => {
    await openPatient(page, again)
    await expect(page.getByText('Perhaps the same person, entered twice.')).toBeVisible()
    await page.goto(`/patients/${ids[0]}`)
    await page.getByRole('link', { name: 'Compare' }).click()
    await expect(page.getByRole('heading', { name: `Merge ${greta.name}` })).toBeVisible()
    await expect(page.getByText('2 visits, 2 to come')).toBeVisible()
    await expectNoWider(page)
    await expectAccessible(page, 'two patients side by side')
    const email = page.getByRole('group', { name: 'Email' })
    await expect(email.getByRole('radio', { name: greta.email, exact: true })).toBeChecked()
    await email.getByRole('radio', { name: again.email }).check()
    const question = page.getByRole('alertdialog', { name: 'Make these two one patient?' })
    await pressUntil(page.getByRole('button', { name: 'Merge the two' }), question)
    await expect(question).toContainText(again.email)
    await expect(question).toContainText('cannot be undone')
    await question.getByRole('button', { name: 'Keep two patients' }).click()
    await expect(question).toBeHidden()
  })

  await test.step('whoever was about to book for the other is told, and books for the one', async () => {
    await desk.goto(`/patients/${ids[1]}`)
    const late = desk.getByRole('dialog', { name: 'New appointment' })
    await pressUntil(desk.getByRole('button', { name: 'New appointment' }), late)
    await late.getByLabel('Day', { exact: true }).fill(workday(5))
    await late.getByLabel('From', { exact: true }).selectOption('10:00')
    await page.getByRole('button', { name: 'Merge the two' }).click()
    await page.getByRole('button', { name: 'Merge for good' }).click()
    await expect(page).toHaveURL(new RegExp(`/patients/${ids[0]}$`))
    await expect(page.getByText(`Merged: ${greta.name} is one patient now`)).toBeVisible()
    await bookButton(late).click()
    await expect(late.getByRole('alert')).toContainText(`was merged into ${greta.name}`)
    await bookButton(late).click()
    await expect(late).toBeHidden()
  })

  await test.step('the old address leads to the one who stays, who has every visit', async () => {
    await desk.goto(`/patients/${ids[1]}`)
    await expect(desk).toHaveURL(new RegExp(`/patients/${ids[0]}$`))
    await expect(desk.getByText(again.email)).toBeVisible()
    const rows = desk.getByRole('main').getByRole('row')
    await expect(rows).toHaveCount(5)
    await desk.goto(`/patients?q=${greta.familyName}`)
    await expect(rows).toHaveCount(2)
    await desk.goto('/activity')
    await expect(desk.getByText(`made two patients one: ${greta.name}`)).toBeVisible()
  })

  await test.step('links that were out have ended, and a new one came to the address that was kept', async () => {
    await page.goto(visit)
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText('are you coming')
    const anew = await waitForMail({ to: again.email, subject: /^Your visit/, nth: 2 })
    await page.goto(linkIn(anew, '/visit/'))
    await expectTitle(page, new RegExp(`^${greta.givenName}, are you coming`))
    await page.getByRole('button', { name: 'Yes, I am coming' }).click()
    await expectTitle(page, /^Thank you/)
  })
})

const offersTo = async ({ email }: Patient) =>
  (await mailsTo(email)).filter(({ subject }) => subject.startsWith('An earlier time')).length

async function openPatient(page: Page, { familyName, email }: Patient): Promise<void> {
  await page.goto(`/patients?q=${email}`)
  await page.getByRole('link', { name: familyName }).filter({ visible: true }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(familyName)
}

/** The name of each notice with where it leads, or with what opens below it. */
async function expectNotices(page: Page, link: [string, string], text: [string, string]) {
  const footer = page.getByRole('contentinfo')
  await expect(footer.getByRole('link', { name: link[0] })).toHaveAttribute('href', link[1])
  await footer.getByText(text[0], { exact: true }).click()
  await expect(footer.getByText(text[1].split('\n')[1] ?? '')).toBeVisible()
}

async function scripted(newPage: (options?: object) => Promise<Page>, path: string) {
  const page = await newPage(phone)
  await page.goto(path)
  return page
}

/** Fills in a new patient with a birth date. */
async function addPatient(page: Page, patient: Patient, dialog: Locator): Promise<void> {
  await dialog.getByRole('combobox', { name: 'Patient' }).fill(patient.name)
  await page.getByRole('option', { name: 'as a new patient' }).click()
  const fields = dialog.getByRole('group', { name: 'New patient' })
  await expect(fields.getByLabel('Family name')).toHaveValue(patient.familyName)
  await fields.getByLabel('Email').fill(patient.email)
  await fields.getByLabel('Born').fill('1980-05-05')
  await fields.getByLabel('Mails in').selectOption('English')
}

async function book1(page: Page, dialog: Locator, { day, time }: { day: string; time: string }) {
  await dialog.getByLabel('Day', { exact: true }).fill(day)
  await dialog.getByLabel('From', { exact: true }).selectOption(time)
  await bookButton(dialog).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/^Booked:/).first()).toBeVisible()
}

async function expectNoWider(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
}

/** The ids of patients, by their addresses. */
async function idsOf(clinicId: string, people: Patient[]): Promise<string[]> {
  const rows = await inClinic(
    clinicId,
    (tx) => tx<{ id: string; email: string }[]>`select id, email from patients`,
  )
  return people.map(({ email }) => rows.find((row) => row.email === email)?.id ?? '')
}
