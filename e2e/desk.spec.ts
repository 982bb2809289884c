import { book, openVisit, person, pressUntil, visitOf } from './support/booking'
import { staffDay, workday } from './support/days'
import { waitForMail } from './support/mailbox'
import { waitForOffer } from './support/patient'
import { expect, test } from './support/test'
import { dragByTouch } from './support/touch'

test('staff change several visits at once, end offers, and correct what is known', async ({
  desk,
  newPage,
}) => {
  const [mara, jonas, lena] = [person('Mara'), person('Jonas'), person('Lena')]
  await book(desk, { patient: mara, day: workday(1), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(3), time: '10:30', openToEarlier: true })
  await book(desk, { patient: lena, day: workday(4), time: '11:00' })

  await test.step('drag a card by touch', async () => {
    const tablet = await newPage({
      storageState: await desk.context().storageState(),
      viewport: { width: 1024, height: 1200 },
      hasTouch: true,
    })
    await tablet.goto(`/calendar?date=${workday(3)}`)
    const card = visitOf(tablet, jonas)
    await card.tap()
    await expect(tablet.getByRole('complementary')).toBeVisible()
    await tablet.getByRole('complementary').getByRole('link', { name: 'Close' }).tap()
    // The columns grow as the details close.
    await expect(tablet.getByRole('complementary')).toBeHidden()
    const halfAnHour = ((await card.boundingBox())?.height ?? 0) + 2
    await dragByTouch(card, 2 * halfAnHour)
    await expect(tablet.getByText(`Moved to ${staffDay(workday(3))}, 11:30.`)).toBeVisible()
    await expect(card).toHaveAccessibleName(/11:30 to 12:00/)
    await tablet.close()
  })

  const selection = desk.getByRole('region', { name: 'Selection' })
  const rowOf = (name: string) => desk.getByRole('row').filter({ hasText: name })
  const select = async (...names: string[]) => {
    for (const name of names) {
      await rowOf(name)
        .getByRole('checkbox', { name: `Select ${name}` })
        .check()
    }
    await expect(selection).toContainText(`${names.length} selected`)
  }

  await test.step('ask one whether they are coming, before the sweep would', async () => {
    await desk.goto('/appointments')
    await select(lena.name)
    await selection.getByRole('button', { name: 'Ask again' }).click()
    await expect(desk.getByText('1 visit: asked again by mail')).toBeVisible()
    await waitForMail({ to: lena.email, subject: /^Are you coming/ })
  })

  await test.step('look for one by the key /', async () => {
    await desk.keyboard.press('/')
    await expect(desk.getByRole('searchbox', { name: 'Search by patient' })).toBeFocused()
    await desk.keyboard.type(`${lena.familyName}\n`)
    await expect(rowOf(mara.name)).toBeHidden()
    await expect(rowOf(lena.name)).toBeVisible()
    await desk.getByRole('link', { name: 'Clear', exact: true }).click()
    await expect(rowOf(mara.name)).toBeVisible()
  })

  await test.step('confirm two', async () => {
    await select(mara.name, lena.name)
    await selection.getByRole('button', { name: 'Confirm' }).click()
    await expect(desk.getByText('2 visits confirmed')).toBeVisible()
    await expect(selection).toBeHidden()
    await expect(rowOf(mara.name)).toContainText('Confirmed')
    await expect(rowOf(lena.name)).toContainText('Confirmed')
    await expect(rowOf(jonas.name)).toContainText('Booked')
  })

  const question = desk.getByRole('alertdialog')
  await test.step('cancel two, take it back, and cancel them again', async () => {
    await select(mara.name, lena.name)
    await selection.getByRole('button', { name: 'Cancel visits' }).click()
    await expect(question).toContainText(`${mara.name}, ${lena.name}`)
    await question.getByRole('checkbox', { name: 'Offer the times' }).uncheck()
    await question.getByRole('button', { name: 'Cancel visits' }).click()
    await expect(desk.getByText('2 visits cancelled')).toBeVisible()
    // What is ticked before the rows are drawn anew would be of an older version.
    for (const { name } of [mara, lena]) await expect(rowOf(name)).toContainText('Cancelled')
    await desk.getByRole('button', { name: 'Undo' }).last().click()
    await expect(desk.getByText('2 visits kept')).toBeVisible()
    for (const { name } of [mara, lena]) await expect(rowOf(name)).toContainText('Confirmed')

    await select(mara.name, lena.name)
    await selection.getByRole('button', { name: 'Cancel visits' }).click()
    await question.getByRole('checkbox', { name: 'The patients asked for it' }).check()
    await question.getByRole('checkbox', { name: 'Offer the times' }).check()
    await question.getByRole('button', { name: 'Cancel visits' }).click()
    await expect(desk.getByText('2 visits cancelled')).toBeVisible()
    for (const { name } of [mara, lena])
      await expect(rowOf(name)).toContainText('Cancelled for patient')
    for (const { email } of [mara, lena]) {
      await waitForMail({ to: email, subject: /^Cancelled: your visit/, nth: 2 })
    }
    await waitForOffer(jonas)
  })

  await test.step('keep a view, come back to it, remove it, and keep it after all', async () => {
    await desk.goto('/appointments?status=cancelled&dir=desc&page=2')
    const dialog = desk.getByRole('dialog', { name: 'Save view' })
    await pressUntil(desk.getByRole('button', { name: 'Save view' }), dialog)
    await dialog.getByRole('button', { name: 'Save view' }).click()
    await expect(dialog).toContainText('Give the view a name')
    // Letter by letter: the list behind must not take what is typed for one of its filters.
    await dialog.getByLabel('Name').pressSequentially('Called off')
    await dialog.getByLabel('Name').press('Enter')
    await expect(desk.getByText('Saved: Called off')).toBeVisible()
    await expect(desk.getByRole('button', { name: 'Save view' })).toBeHidden()
    const views = desk.locator('summary').filter({ hasText: 'Views' })
    await expect(views).toBeFocused()
    await expect(desk).toHaveURL(/page=2/)

    await desk.goto('/appointments')
    const kept = desk.getByRole('link', { name: 'Called off', exact: true })
    await views.click()
    await kept.click()
    await expect(desk).toHaveURL(/\?status=cancelled&dir=desc$/)
    await expect(views).toContainText('Called off')
    await expect(kept).toBeHidden()
    await expect(rowOf(jonas.name)).toBeHidden()

    await views.click()
    await desk.getByRole('button', { name: 'Remove Called off' }).click()
    await expect(desk.getByRole('button', { name: 'Save view' })).toBeVisible()
    await expect(desk.getByRole('searchbox', { name: 'Search by patient' })).toBeFocused()
    await desk.getByRole('button', { name: 'Undo' }).last().click()
    await expect(desk.getByRole('button', { name: 'Save view' })).toBeHidden()
  })

  await test.step('end the offer, then the offering, from the calendar', async () => {
    await desk.goto(`/calendar?date=${workday(1)}`)
    const popover = desk.getByRole('dialog')
    await pressUntil(desk.getByRole('button', { name: `Held for ${jonas.name}` }), popover)
    await popover.getByRole('button', { name: 'Release now' }).click()
    await expect(question).toContainText(`${jonas.name} is told by mail and keeps`)
    await question.getByRole('button', { name: 'Keep the offer' }).click()
    await expect(question).toBeHidden()
    await pressUntil(desk.getByRole('button', { name: `Held for ${jonas.name}` }), popover)
    await popover.getByRole('button', { name: 'Release now' }).click()
    await question.getByRole('button', { name: 'Release now' }).click()
    await expect(desk.getByText(`The offer to ${jonas.name} has ended`)).toBeVisible()
    await waitForMail({ to: jonas.email, subject: /^Your time stays/ })

    const free = desk.getByRole('button', { name: /^Opening/ })
    await pressUntil(free, popover)
    await popover.getByRole('button', { name: 'Withdraw' }).click()
    await expect(question).toContainText('nobody is asked any more')
    await question.getByRole('button', { name: 'Withdraw' }).click()
    await expect(desk.getByText('is no longer offered')).toBeVisible()
    await expect(free).toBeHidden()
  })

  await test.step('change wishes and the note in a visit’s details', async () => {
    const details = await openVisit(desk, jonas, workday(3))
    const save = details.getByRole('button', { name: 'Save wishes' })
    await pressUntil(details.getByRole('button', { name: 'Change wishes' }), save)
    await details.getByRole('checkbox', { name: 'Mon' }).click()
    await details.getByRole('checkbox', { name: 'Before noon' }).click()
    await details.getByRole('radio', { name: '1 day' }).check()
    await save.click()
    await expect(save).toBeHidden()
    await details.getByRole('button', { name: 'Add a note' }).click()
    await details.getByRole('textbox', { name: 'Note' }).fill('Brings his papers')
    await details.getByRole('button', { name: 'Save note' }).click()
    await expect(details.getByRole('button', { name: 'Edit note' })).toBeVisible()
    await desk.reload()
    await expect(details).toContainText('Brings his papers')
    await expect(details).toContainText('1 day notice')
  })

  await test.step('correct the patient', async () => {
    await desk.goto('/patients')
    await desk.getByRole('link', { name: `${jonas.familyName}, Jonas` }).click()
    const dialog = desk.getByRole('dialog', { name: 'Edit patient' })
    await pressUntil(desk.getByRole('button', { name: 'Edit' }), dialog)
    await expect(dialog.getByLabel('Email')).toHaveValue(jonas.email)
    await dialog.getByLabel('Family name').fill(`${jonas.familyName}-Berg`)
    await dialog.getByLabel('Phone').fill('+49 40 5557 0188')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(desk.getByText(`Saved: ${jonas.name}-Berg`)).toBeVisible()
    await expect(desk.getByRole('heading', { level: 1 })).toHaveText(`${jonas.name}-Berg`)
    await expect(desk.getByRole('region', { name: 'Patient' })).toContainText('+49 40 5557 0188')
  })
})

test('a clinic where nobody takes visits says so, and what to do', async ({ desk, clinic }) => {
  await desk.goto('/settings/practitioners')
  const question = desk.getByRole('alertdialog')
  await pressUntil(
    desk.getByRole('button', { name: `Deactivate, ${clinic.practitioner}` }),
    question,
  )
  await question.getByRole('button', { name: 'Deactivate' }).click()
  await expect(desk.getByText(`${clinic.practitioner} is not active any more`)).toBeVisible()
  for (const view of ['day', 'week', 'month', 'list']) {
    await desk.goto(`/calendar?view=${view}`)
    await expect(desk.getByText('Nobody to visit yet'), view).toBeVisible()
  }
  const dialog = desk.getByRole('dialog', { name: 'New appointment' })
  await pressUntil(desk.getByRole('button', { name: 'New appointment' }).first(), dialog)
  await expect(dialog).toContainText('No practitioner is active.')
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await desk.getByRole('main').getByRole('link', { name: 'Practitioners' }).click()
  await desk.getByRole('button', { name: `Activate, ${clinic.practitioner}` }).click()
  await expect(desk.getByText(`${clinic.practitioner} is active again`)).toBeVisible()
  await desk.goto('/calendar')
  await expect(desk.getByText('Nobody to visit yet')).toBeHidden()
})
