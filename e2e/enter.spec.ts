import type { Page } from '@playwright/test'
import { signInDemo } from './support/accounts'
import { openBooking } from './support/booking'
import { expect, test } from './support/test'

test('Enter waits in the search for what is found for what is typed, and goes there', async ({
  page,
}) => {
  await signInDemo(page, 'admin')
  const answers = await holdAnswers(page)
  await page.getByRole('button', { name: 'Search patients, visits' }).click()
  const search = page.getByRole('dialog', { name: 'Search' })
  await expect(search.getByPlaceholder('Name, email, phone or birth date')).toBeFocused()
  await page.keyboard.type('ulrike weiß')
  await expect(search.getByRole('option', { name: /^Visits for/ })).toBeVisible()
  await answers.asked()
  await page.keyboard.press('Enter')
  await expect(search).toBeVisible()
  answers.letGo()
  await expect(page).toHaveURL(/\/patients\/.+/)
  await expect(page.getByRole('heading', { name: 'Ulrike Weiß' })).toBeVisible()
})

test('Enter in a booking takes who is found for what is typed, and nobody else', async ({
  page,
}) => {
  await signInDemo(page, 'admin')
  const dialog = await openBooking(page)
  const field = dialog.getByRole('combobox', { name: 'Patient' })
  await field.fill('ulrike')
  const ulrike = page.getByRole('option', { name: /^Ulrike/ }).first()
  await expect(ulrike).toBeVisible()
  const wrong = await holdAnswers(page)
  await field.fill('xqzz')
  await wrong.asked()
  await field.press('ArrowDown')
  await field.press('Enter')
  wrong.letGo()
  await expect(page.getByRole('option', { name: 'as a new patient' })).toBeVisible()
  await expect(ulrike).toBeHidden()
  await expect(field).toHaveValue('xqzz')

  await field.fill('ulrike')
  await expect(ulrike).toBeVisible()
  const right = await holdAnswers(page)
  await field.fill('ulrike w')
  await right.asked()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(field).toHaveValue('ulrike w')
  right.letGo()
  await expect(field).toHaveValue('Ulrike Weiß')
})

/** Holds back what a search for patients answers. */
async function holdAnswers(page: Page) {
  let letGo = () => {}
  let heard = () => {}
  const free = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const asked = new Promise<void>((resolve) => {
    heard = resolve
  })
  await page.route('**/patients/search', async (route) => {
    const answer = await route.fetch()
    heard()
    await free
    await route.fulfill({ response: answer })
  })
  return { letGo, asked: () => asked }
}
