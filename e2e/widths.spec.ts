import type { Page } from '@playwright/test'
import { signInDemo } from './support/accounts'
import { pressKeyUntil } from './support/booking'
import { staffPages } from './support/staff-pages'
import { expect, test } from './support/test'

test('at a desk every staff page ends where the window ends', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await signInDemo(page, 'admin')
  for (const path of staffPages) {
    await page.goto(path)
    expect(await hiddenHeights(page), path).toEqual({ window: 0, main: 0 })
  }
})

/** How far the window, and the page within the frame, can be scrolled, px. */
async function hiddenHeights(page: Page) {
  return page.evaluate(() => {
    const hidden = (element: Element | null) =>
      element ? element.scrollHeight - element.clientHeight : Number.NaN
    return {
      window: hidden(document.documentElement),
      main: hidden(document.querySelector('main')),
    }
  })
}

test('the search finds a patient by keyboard at every width, and books for one', async ({
  page,
}) => {
  await signInDemo(page, 'admin')
  const search = page.getByRole('dialog', { name: 'Search' })
  for (const width of [390, 834, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/calendar')
    await expect(page.getByRole('button', { name: 'Search patients, visits' })).toBeVisible()
    await pressKeyUntil(page, 'Control+k', search)
    await page.keyboard.type('zzzz')
    await expect(search.getByText('Nobody has that.')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(search).toBeHidden()
  }
  await page.getByRole('button', { name: 'Search patients, visits' }).click()
  await page.keyboard.type('ulrike weiß')
  const row = (name: RegExp) => search.getByRole('option', { name })
  await expect(row(/^Ulrike Weiß/)).toBeVisible()
  await row(/^New appointment for Ulrike Weiß/).click()
  const booking = page.getByRole('dialog', { name: 'New appointment' })
  await expect(booking.getByRole('combobox', { name: 'Patient' })).toHaveValue('Ulrike Weiß')
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('ulrike weiß')
  await expect(row(/^Ulrike Weiß/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/patients\/.+/)
})
