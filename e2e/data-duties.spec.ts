import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { tracesOf } from '@/local/testing/traces'
import { expectAccessible } from './support/accessible'
import { signInDemo } from './support/accounts'
import { book, cancel, person, pressUntil } from './support/booking'
import { setAutomation } from './support/clinic'
import { workday } from './support/days'
import { linkIn, waitForMail } from './support/mailbox'
import { answerOffer, expectTitle, waitForOffer } from './support/patient'
import { inClinic, patientIdOf, settled } from './support/rows'
import { stack } from './support/stack'
import { withSuperuser } from './support/superuser'
import { expect, test } from './support/test'

/** What stands in the trail of one action, the latest last. */
async function trail(clinicId: string, action: string) {
  return inClinic(
    clinicId,
    (tx) => tx<{ actor_name: string; details: Record<string, unknown> }[]>`
      select actor_name, details from audit where action = ${action} order by id`,
  )
}

/** Where any of these texts stands: in any table of anybody's, the executor's and the planner's included. */
const traces = (texts: string[]) => withSuperuser((sql) => tracesOf(sql, texts))

async function openErase(page: Page) {
  const question = page.getByRole('alertdialog')
  await pressUntil(page.getByRole('button', { name: 'Erase…' }), question)
  return question
}

test('an erased patient is found nowhere any more, and no figure changes', async ({
  desk,
  clinic,
  newPage,
}) => {
  const [mara, jonas] = [person('Mara'), person('Jonas')]
  await setAutomation(desk, { daily: false })
  await desk.goto('/calendar')
  await book(desk, { patient: mara, day: workday(1), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(3), time: '10:30', openToEarlier: true })
  await cancel(desk, mara, workday(1))
  const offer = await waitForOffer(jonas)
  const patientPage = await newPage()
  await answerOffer(patientPage, offer, 'Accept earlier time')
  const mail = await waitForMail({
    to: jonas.email,
    subject: /^You have the earlier time|^Your new/,
  })
  const link = linkIn(mail, '/visit/')
  const patientId = await patientIdOf(clinic.id, jonas)
  // As no other test has them, and nobody of the demo clinic.
  const phone = String(1_000_000 + Math.floor(Math.random() * 9_000_000))
  const born = `19${10 + Number(phone[1])}-0${1 + (Number(phone[2]) % 9)}-1${phone[3]}`

  await test.step('their details are filled in', async () => {
    await desk.goto(`/patients/${patientId}`)
    const edit = desk.getByRole('dialog', { name: 'Edit patient' })
    await pressUntil(desk.getByRole('button', { name: 'Edit' }), edit)
    await edit.getByLabel('Phone').fill(`+49 40 ${phone}`)
    await edit.getByLabel('Born').fill(born)
    await edit.getByRole('button', { name: 'Save' }).click()
    await expect(desk.getByText(`Saved: ${jonas.name}`)).toBeVisible()
  })
  const words = [jonas.familyName, jonas.email, phone, born]
  const figures = async () => {
    await desk.goto('/insights?span=days')
    await expect(desk.getByText('What the words mean')).toBeVisible()
    return desk.getByRole('main').textContent()
  }

  await test.step('who is expected is not erased: the visits are cancelled first, in the same place', async () => {
    await desk.goto(`/patients/${patientId}`)
    const question = await openErase(desk)
    await expect(question.getByRole('heading')).toHaveText(`${jonas.name} is expected`)
    await expectAccessible(desk, 'the visits to come', '[role=alertdialog]')
    await question.getByRole('button', { name: 'Cancel this visit' }).click()
    await expect(question.getByRole('heading')).toHaveText(`Erase ${jonas.name} for good?`)
    await question.getByRole('button', { name: 'Keep patient' }).click()
    await waitForMail({ to: jonas.email, subject: /^Cancelled/ })
    await settled(clinic.id)
  })
  const before = await figures()
  expect(await traces(words)).not.toEqual([])

  await test.step('only their name erases them', async () => {
    await desk.goto(`/patients/${patientId}`)
    const question = await openErase(desk)
    await expectAccessible(desk, 'the question', '[role=alertdialog]')
    const name = question.getByLabel(/^Type/)
    await question.getByRole('button', { name: 'Erase for good' }).click()
    await expect(question.getByText('Type the name')).toBeVisible()
    await name.fill('Jonas')
    await name.press('Enter')
    await expect(question.getByText('That is not this patient’s name.')).toBeVisible()
    await name.fill(jonas.name)
    await name.press('Enter')
    await expect(question).toBeHidden()
    await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Erased patient')
  })

  await test.step('nothing of them is left, in no table and no log', async () => {
    await settled(clinic.id)
    expect(await traces(words)).toEqual([])
    expect(words.filter((word) => logs().includes(word))).toEqual([])
    expect(await figures()).toBe(before)
  })
  await test.step('staff find nobody, and the patient’s links have ended', async () => {
    await desk.goto(`/patients?q=${jonas.familyName}`)
    await expect(desk.getByText('Nobody has that')).toBeVisible()
    await desk.goto('/activity')
    await expect(desk.getByText('erased a patient')).toBeVisible()
    await expect(desk.getByText(jonas.familyName)).toHaveCount(0)
    await patientPage.goto(link)
    await expectTitle(patientPage, 'This link does not work')
  })
})

/** What the app and the executor have logged. */
function logs(): string {
  const folder = `${process.env.MEDCAL_STACK ?? '.data/stack.json'}`.replace(/stack\.json$/, 'logs')
  return ['app', 'inngest'].map((name) => readFileSync(`${folder}/${name}.log`, 'utf8')).join('\n')
}

test('a patient’s data are given out to an admin alone, and that is noted, as is who looked', async ({
  desk,
  clinic,
  newPage,
  watch,
}) => {
  const lena = person('Lena')
  await desk.goto('/calendar')
  await book(desk, { patient: lena, day: workday(2), time: '11:00' })
  const patientId = await patientIdOf(clinic.id, lena)
  await desk.goto(`/patients/${patientId}`)
  await desk.reload()
  await expect(desk.getByRole('heading', { name: 'Their data' })).toBeVisible()
  await expect
    .poll(() => trail(clinic.id, 'patient.viewed'))
    .toEqual([{ actor_name: clinic.admin.name, details: { patientId } }])
  await test.step('as a file', async () => {
    const saving = desk.waitForEvent('download')
    await desk.getByRole('button', { name: 'Save as a file' }).click()
    const download = await saving
    expect(download.suggestedFilename()).toMatch(/^patient-record-\d{4}-\d\d-\d\d\.json$/)
    const record = JSON.parse(readFileSync((await download.path()) ?? '', 'utf8'))
    expect(record).toMatchObject({
      ...{ format: 'medcal-patient', version: 2 },
      patient: { givenName: lena.givenName, familyName: lena.familyName, email: lena.email },
      visits: [{ practitioner: clinic.practitioner, status: 'booked' }],
    })
    expect(record.trail.map((entry: { action: string }) => entry.action)).toEqual([
      ...['patient.added', 'appointment.booked', 'patient.viewed', 'patient.exported'],
    ])
  })
  await test.step('as a page, in either language, that prints', async () => {
    await desk.getByRole('link', { name: 'Read or print' }).click()
    await expectTitle(desk, 'What we keep of you')
    await expectAccessible(desk, 'the record')
    await desk.getByRole('link', { name: 'Deutsch' }).click()
    await expectTitle(desk, 'Was wir über Sie speichern')
    await expect(desk.locator('html')).toHaveAttribute('lang', 'de')
    await expect(desk.getByText('Termin gebucht')).toBeVisible()
  })
  expect((await trail(clinic.id, 'patient.exported')).map(({ details }) => details.as)).toEqual([
    'file',
    'page',
  ])
  await test.step('a list of appointments is noted as well', async () => {
    await desk.request.get('/appointments/csv')
    expect(await trail(clinic.id, 'appointments.exported')).toHaveLength(1)
  })
  await test.step('the activity tells who looked apart from what was done', async () => {
    await desk.goto('/activity')
    await expect(desk.getByText(`gave out all that is kept of`)).toHaveCount(2)
    const looks = desk.getByRole('listitem').filter({ hasText: 'looked at' })
    await expect(looks).toHaveCount(0)
    await desk.getByRole('link', { name: 'Who looked at whom' }).click()
    await expect(looks).toHaveCount(1)
  })
  await test.step('not to another clinic, another role, another site, or nobody', async () => {
    const path = `${stack.app}/patients/${patientId}/record.json`
    const status = async (page: Page, origin = stack.app) =>
      (await page.request.post(path, { headers: { origin }, maxRedirects: 0 })).status()
    const [admin, practitioner, stranger] = [await newPage(), await newPage(), await newPage()]
    await signInDemo(admin, 'admin')
    await signInDemo(practitioner, 'practitioner')
    expect([await status(admin), await status(practitioner), await status(stranger)]).toEqual([
      404, 403, 303,
    ])
    expect(await status(desk, 'https://elsewhere.example')).toBe(403)
    watch.allow(/404/)
    await practitioner.goto(`/patients/${patientId}/record`)
    await expect(practitioner).toHaveURL(/\/calendar\?refused=1$/)
    expect((await admin.goto(`/patients/${patientId}/record`))?.status()).toBe(404)
  })
})

test('how long patients are kept is saved after it is said how many that erases', async ({
  desk,
  clinic,
}) => {
  const mara = person('Mara')
  await desk.goto('/patients')
  const dialog = desk.getByRole('dialog', { name: 'New patient' })
  await pressUntil(desk.getByRole('button', { name: 'New patient' }), dialog)
  await dialog.getByLabel('Given name').fill(mara.givenName)
  await dialog.getByLabel('Family name').fill(mara.familyName)
  await dialog.getByLabel('Email').fill(mara.email)
  await dialog.getByRole('button', { name: 'Add patient' }).click()
  await expect(desk.getByText(`Added: ${mara.name}`)).toBeVisible()
  await desk.goto('/settings/data')
  const kept = desk.getByRole('region', { name: 'How long patients are kept' })
  await kept.getByRole('switch').check()
  await kept.getByLabel('Years since the last visit').fill('0')
  await kept.getByRole('button', { name: 'Save how long' }).click()
  await expect(kept.getByText('Enter a whole number from 1 to 100 years.')).toBeVisible()
  await kept.getByLabel('Years since the last visit').fill('10')
  await kept.getByRole('button', { name: 'Save how long' }).click()
  await expect(desk.getByText('Saved', { exact: true })).toBeVisible()
  await expect(kept.getByText('No patient')).toBeVisible()
  expect(await trail(clinic.id, 'retention.set')).toMatchObject([
    { details: { keepYears: { from: null, to: 10 } } },
  ])
})
