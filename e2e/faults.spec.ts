import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { rememberedCluster } from '@/local/cluster/place'
import { startOwnStack } from '@/local/testing/own-stack'
import { signInDemo } from './support/accounts'
import { book, bookButton, fillBooking, openBooking, person, visitOf } from './support/booking'
import { workday } from './support/days'
import { inClinic } from './support/rows'
import { stack } from './support/stack'
import { expect, test } from './support/test'

test('a booking whose answer got lost on its way is answered after a pause, and made once', async ({
  desk,
  clinic,
  watch,
}) => {
  watch.allow(/ERR_FAILED/)
  let lost = 0
  await desk.route('**/calendar**', async (route) => {
    const request = route.request()
    if (request.method() !== 'POST' || lost === 2) return route.fallback()
    lost++
    await route.fetch()
    await route.abort()
  })
  await desk.goto('/calendar')
  const mara = person('Mara')
  const input = { patient: mara, day: workday(1), time: '09:00' }
  await book(desk, input)
  // The first to get lost was the new patient's.
  expect(lost).toBe(2)
  const rows = await inClinic(
    clinic.id,
    (tx) => tx`select p.email from appointments a join patients p on p.id = a.patient_id`,
  )
  expect([...rows]).toEqual([{ email: mara.email }])
})

test('a server that does not answer leaves what was typed, and the same press then books once', async ({
  desk,
  clinic,
  watch,
}) => {
  watch.allow(/ERR_FAILED/)
  await desk.goto('/calendar')
  const dialog = await openBooking(desk)
  await fillBooking(dialog, { patient: person('Jonas'), day: workday(2), time: '10:30' })
  let away = true
  await desk.route('**/calendar**', async (route) => {
    if (route.request().method() !== 'POST' || !away) return route.fallback()
    await route.fetch()
    await route.abort()
  })
  await bookButton(dialog).click()
  await expect(dialog.getByRole('alert')).toContainText('What you typed is kept', {
    timeout: 120_000,
  })
  away = false
  await bookButton(dialog).click()
  await expect(dialog).toBeHidden()
  const rows = await inClinic(clinic.id, (tx) => tx`select 1 as one from appointments`)
  expect([...rows]).toEqual([{ one: 1 }])
})

test('a database server that dies comes back by itself, and who books meanwhile sees a pause', async ({
  newPage,
  watch,
}) => {
  // Its page is still there when the stack goes.
  watch.allow(/asked another host|status of 5\d\d|ERR_CONNECTION_REFUSED/)
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-faults-'))
  const own = await startOwnStack({
    root: process.cwd(),
    dataDir,
    logFile: path.join(dataDir, 'up.log'),
    env: { MEDCAL_PORTS_FROM: String(Number(new URL(stack.app).port) + 50) },
  })
  if (!own) throw new Error(fs.readFileSync(path.join(dataDir, 'up.log'), 'utf8'))
  try {
    const page = await newPage({ baseURL: own.file.app })
    await signInDemo(page, 'admin')
    await page.goto('/calendar')
    const dialog = await openBooking(page)
    const lena = person('Lena')
    await fillBooking(dialog, { patient: lena, day: workday(8) })
    const time = dialog.getByLabel('From', { exact: true })
    await time.selectOption({ index: 3 })

    killServer(rememberedCluster(dataDir))
    await bookButton(dialog).click()
    await expect(page.getByText(`Booked: ${lena.name}, `)).toBeVisible({ timeout: 120_000 })
    await page.goto(`/calendar?date=${workday(8)}`)
    await expect(visitOf(page, lena)).toBeVisible()
    await expect
      .poll(async () => (await page.request.get('/api/health')).status(), { timeout: 120_000 })
      .toBe(200)
  } finally {
    await own.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
})

/** The server's own process: its children are left to see for themselves that it is gone. */
function killServer(cluster: string): void {
  const [pid] = fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
}
