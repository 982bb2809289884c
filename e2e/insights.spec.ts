import { expectAccessible } from './support/accessible'
import { signInDemo } from './support/accounts'
import { expect, test } from './support/test'

test('insights: figures, other days and practitioners by the address, the same in the file', async ({
  page,
}) => {
  await signInDemo(page, 'scheduler')
  const navigation = page.getByRole('navigation', { name: 'Medcal' })
  await navigation.getByRole('link', { name: 'Insights' }).click()
  const figures = page.getByRole('region', { name: 'Main figures' })
  await expect(figures).toContainText(/Openings filled\d+.%\d+ of \d+/)
  const practitioners = page.getByRole('table', { name: 'Openings by practitioner' })
  await expect(practitioners.getByRole('row')).toHaveCount(5)
  await expectAccessible(page, '13 weeks')

  const quarter = await figures.textContent()
  await page.getByRole('navigation', { name: 'Period' }).getByText('4 weeks').click()
  await expect(page).toHaveURL(/\/insights\?span=4w$/)
  await expect(figures).not.toHaveText(quarter ?? '')

  await page
    .getByLabel('Practitioner', { exact: true })
    .selectOption({ label: 'Dr. Tomasz Wójcik' })
  await expect(page).toHaveURL(/span=4w&with=[\da-f-]{36}$/)
  await expect(practitioners.getByRole('row')).toHaveCount(2)
  const shown = await figures.textContent()
  const [, filled] = /% ?(\d+) of \d+/.exec((shown ?? '').replaceAll('\u202f', ' ')) ?? []
  const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href')
  const file = await page.request.get(href ?? '')
  expect(file.headers()['content-disposition']).toMatch(/attachment; filename="insights-.*\.csv"/)
  const lines = (await file.text()).split('\r\n')
  const line = lines.find((one) => one.startsWith('"Openings","All","Filled","number",')) ?? ''
  const cells = `"Openings","All","Filled","number","${filled}","\\d+","Dr. Tomasz Wójcik"`
  expect(line).toMatch(new RegExp(`^${cells}$`))

  await page.getByText('Other days').click()
  await page.getByLabel('Until').fill('2020-03-31')
  await expect(page).toHaveURL(/until=2020-03-31/)
  await expect(page.getByText('No time fell free in these days')).toBeVisible()
  await page.getByRole('link', { name: 'Show 12 months, all' }).click()
  await expect(page.getByRole('region', { name: 'Main figures' })).toContainText('Days gained')
})

test('insights of a new clinic say what will stand there', async ({ desk }) => {
  await desk.goto('/insights')
  await expect(desk.getByText('Nothing to show yet')).toBeVisible()
  await expectAccessible(desk, 'nothing yet')
})
