import type { Locator } from '@playwright/test'
import { signInDemo } from './support/accounts'
import { book, cancel, type Patient, person, pressKeyUntil, pressUntil } from './support/booking'
import { staffDay, workday } from './support/days'
import { mailsTo, waitForMail } from './support/mailbox'
import { waitForOffer } from './support/patient'
import { setClinic } from './support/rows'
import { expect, test } from './support/test'

test('a time that is held for two at once is worked from the keyboard alone', async ({
  desk,
  clinic,
}) => {
  const [mara, jonas, lena] = [person('Mara'), person('Jonas'), person('Lena')]
  await setClinic(clinic.id, { batch_size: 2, batch_within_hours: 720 })
  await book(desk, { patient: mara, day: workday(1), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(3), time: '10:30', openToEarlier: true })
  await book(desk, { patient: lena, day: workday(4), time: '11:00', openToEarlier: true })
  await cancel(desk, mara, workday(1))
  for (const patient of [jonas, lena]) await waitForOffer(patient)

  const main = desk.getByRole('main')
  const card = main.getByRole('link', { name: jonas.name })
  const panel = desk.getByRole('complementary', { name: /^Opening/ })
  const question = desk.getByRole('alertdialog')
  const title = panel.getByRole('heading', { level: 2 })
  await desk.goto('/openings')

  await test.step('the keys are told', async () => {
    await pressKeyUntil(desk, '?', desk.getByRole('dialog', { name: 'Keys' }))
    await desk.keyboard.press('Escape')
    await expect(desk.getByRole('dialog', { name: 'Keys' })).toBeHidden()
  })

  await test.step('Enter goes into the panel, Esc back to the row', async () => {
    for (const { name } of [jonas, lena]) await expect(card).toContainText(name)
    await desk.keyboard.press('j')
    await expect(card).toBeFocused()
    await desk.keyboard.press('Enter')
    await expect(title).toBeFocused()
    await desk.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await expect(card).toBeFocused()
  })

  await test.step('every holder is listed with their own release', async () => {
    await desk.keyboard.press('Enter')
    await expect(title).toBeFocused()
    for (const { name } of [jonas, lena]) {
      const held = panel
        .getByRole('listitem')
        .filter({ hasText: name })
        .filter({ hasText: 'waiting' })
      await expect(held).toContainText(/held until .*, .* left/)
      await expect(panel.getByRole('button', { name: `Release, ${name}` })).toBeVisible()
    }
    await expect(panel).not.toContainText('Does not suit')
  })

  await test.step('a letter opens its question; both are named where both end', async () => {
    await desk.keyboard.press('w')
    await expect(question).toContainText(/The 2 offers to .* end/)
    for (const { name } of [jonas, lena]) await expect(question).toContainText(name)
    await desk.keyboard.press('Escape')
    await expect(question).toBeHidden()

    const first = await firstOf(panel.getByRole('button', { name: /^Release,/ }), [jonas, lena])
    const [released, kept] = first === jonas.name ? [jonas, lena] : [lena, jonas]
    await desk.keyboard.press('r')
    await expect(question).toContainText(`${released.name} is told by mail and keeps`)
    await expect(question).toContainText(`It is still held for ${kept.name}.`)
    await question.getByRole('button', { name: 'Release now' }).press('Enter')
    await expect(desk.getByText(`The offer to ${released.name} has ended`)).toBeVisible()
    await waitForMail({ to: released.email, subject: /^Your time stays/ })
    await expect(main.getByRole('link', { name: kept.name })).not.toContainText(released.name)
  })

  await test.step('no letter acts while somebody types', async () => {
    await desk.keyboard.press('b')
    const dialog = desk.getByRole('dialog', { name: 'New appointment' })
    const field = dialog.getByRole('combobox', { name: 'Patient' })
    await field.pressSequentially('wrb?')
    await expect(field).toHaveValue('wrb?')
    await expect(question).toBeHidden()
    await expect(desk.getByRole('dialog', { name: 'Keys' })).toBeHidden()
  })
})

test('staff free a time by hand, and take it back', async ({ desk }) => {
  const [jonas, day] = [person('Jonas'), workday(1)]
  await book(desk, { patient: jonas, day: workday(3), time: '10:30', openToEarlier: true })
  await desk.goto('/openings')
  const dialog = desk.getByRole('dialog', { name: 'Free a time' })
  const free = async () => {
    await pressUntil(desk.getByRole('button', { name: 'Free a time' }), dialog)
    await dialog.getByLabel('Day', { exact: true }).fill(day)
    await dialog.getByLabel('From', { exact: true }).selectOption('09:00')
    await dialog.getByRole('button', { name: `Free ${staffDay(day)}, 09:00` }).click()
    await expect(desk.getByText(`Freed: ${staffDay(day)}, 09:00`)).toBeVisible()
  }
  const panel = desk.getByRole('complementary', { name: /^Opening/ })
  await free()
  await expect(panel).toContainText('freed this time')
  await desk.keyboard.press('Control+z')
  await expect(desk.getByText(`Not offered after all: ${staffDay(day)}, 09:00`)).toBeVisible()
  await expect(desk.getByText('Nothing has fallen free')).toBeVisible()

  await free()
  await waitForOffer(jonas)
  const subjects = (await mailsTo(jonas.email)).map(({ subject }) => subject)
  expect(subjects.filter((subject) => /earlier time/.test(subject))).toHaveLength(1)
})

test('a practitioner looks at the openings and changes none', async ({ page }) => {
  await signInDemo(page, 'practitioner')
  await page.goto('/openings')
  await expect(page.getByRole('heading', { level: 1, name: 'Openings' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Free a time' })).toHaveCount(0)
  await page.keyboard.press('j')
  await page.keyboard.press('w')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
})

/** Which of some patients the first of some buttons is about. */
async function firstOf(buttons: Locator, among: Patient[]) {
  const text = await buttons.first().getAttribute('aria-label')
  return among.find(({ name }) => text?.includes(name))?.name
}
