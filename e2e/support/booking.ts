import { expect, type Locator, type Page } from '@playwright/test'
import { slug } from './accounts'
import { staffDay } from './days'

export type Patient = { givenName: string; familyName: string; name: string; email: string }

export type Booking = {
  patient: Patient
  /** ISO, and the start on the clinic's clock. */
  day: string
  time: string
  openToEarlier?: boolean
  /** How the type's name begins; the first type when not given. */
  visit?: string
}

/** A person whom no other test knows. */
export function person(givenName: string): Patient {
  const familyName = `Test-${slug()}`
  const email = `${givenName}.${familyName}@patients.test`.toLowerCase()
  return { givenName, familyName, name: `${givenName} ${familyName}`, email }
}

/** Opens "New appointment". */
export async function openBooking(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: 'New appointment' })
  await pressUntil(page.getByRole('button', { name: 'New appointment' }).first(), dialog)
  return dialog
}

/** Fills in what is given, with the patient as a new one. */
export async function fillBooking(
  dialog: Locator,
  booking: Pick<Booking, 'patient'> & Partial<Booking>,
): Promise<void> {
  const { patient, day, time, openToEarlier, visit } = booking
  const page = dialog.page()
  await dialog.getByRole('combobox', { name: 'Patient' }).fill(patient.name)
  await page.getByRole('option', { name: 'as a new patient' }).click()
  const fields = dialog.getByRole('group', { name: 'New patient' })
  await expect(fields.getByLabel('Family name')).toHaveValue(patient.familyName)
  await fields.getByLabel('Email').fill(patient.email)
  await fields.getByLabel('Mails in').selectOption('English')
  if (visit) await chooseVisit(dialog, visit)
  if (day) await dialog.getByLabel('Day', { exact: true }).fill(day)
  if (time) await dialog.getByLabel('From', { exact: true }).selectOption(time)
  if (openToEarlier) await dialog.getByRole('switch', { name: 'Open to an earlier time' }).check()
}

async function chooseVisit(dialog: Locator, name: string): Promise<void> {
  const select = dialog.getByLabel('Visit')
  const option = select.getByRole('option', { name })
  await select.selectOption((await option.getAttribute('value')) ?? '')
}

/** The button that books: its name begins with "Book" and says the time. */
export function bookButton(dialog: Locator): Locator {
  return dialog.getByRole('button', { name: /^Book/ })
}

/** Books a new patient through "New appointment" and waits until it is said to be done. */
export async function book(page: Page, booking: Booking): Promise<void> {
  const dialog = await openBooking(page)
  await fillBooking(dialog, booking)
  const button = bookButton(dialog)
  await expect(button).toHaveText(`Book ${staffDay(booking.day)}, ${booking.time}`)
  await button.click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(`Booked: ${booking.patient.name}, `)).toBeVisible()
}

/** A visit on the calendar: its card or row. */
export function visitOf(page: Page, patient: Patient): Locator {
  return page.getByRole('link', { name: new RegExp(`^${patient.name},`) })
}

/** Opens a visit's details on the calendar of its day. */
export async function openVisit(page: Page, patient: Patient, day: string): Promise<Locator> {
  await page.goto(`/calendar?date=${day}`)
  const details = page.getByRole('complementary', { name: `Visit of ${patient.name}` })
  await visitOf(page, patient).click()
  await expect(details).toBeVisible()
  return details
}

/** Cancels a visit from its details; its time is offered to patients who wait. */
export async function cancel(page: Page, patient: Patient, day: string): Promise<void> {
  const details = await openVisit(page, patient, day)
  const question = page.getByRole('alertdialog')
  await pressUntil(details.getByRole('button', { name: 'Cancel visit' }), question)
  await question.getByLabel('Reason').fill('The patient is ill')
  await expect(
    question.getByRole('checkbox', { name: 'Offer the time to patients who are waiting' }),
  ).toBeChecked()
  await question.getByRole('button', { name: 'Cancel visit' }).click()
  await expect(page.getByText(`Visit of ${patient.name} cancelled`)).toBeVisible()
}

/** Moves a visit to another time of a day from its details. */
export async function move(
  page: Page,
  patient: Patient,
  { from, to, time }: { from: string; to: string; time: string },
): Promise<void> {
  const details = await openVisit(page, patient, from)
  const dialog = page.getByRole('dialog', { name: `Move ${patient.name}` })
  await pressUntil(details.getByRole('button', { name: 'Move…' }), dialog)
  await dialog.getByLabel('Day', { exact: true }).fill(to)
  await dialog.getByLabel('From', { exact: true }).selectOption(time)
  await dialog.getByRole('button', { name: /^Move to/ }).click()
  await expect(page.getByText(`Moved: ${patient.name} to`)).toBeVisible()
}

/** Presses a button until what it opens is there: before the page's scripts run it does nothing. */
export async function pressUntil(button: Locator, opened: Locator): Promise<void> {
  await expect(async () => {
    if (await opened.isVisible()) return
    await button.click({ timeout: 5_000 })
    await expect(opened).toBeVisible({ timeout: 5_000 })
  }).toPass()
}

/** The same with a key: not pressed again for what opens slowly, which might take it as typed. */
export async function pressKeyUntil(page: Page, key: string, opened: Locator): Promise<void> {
  await expect(async () => {
    if (await opened.isVisible()) return
    await page.keyboard.press(key)
    await expect(opened).toBeVisible({ timeout: 10_000 })
  }).toPass()
}
