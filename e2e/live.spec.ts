import type { Page } from '@playwright/test'
import { expect, test } from './support/test'

test('a page that nobody touches asks more and more seldom, and at once when somebody is there again', async ({
  desk,
}) => {
  await desk.clock.install()
  await desk.goto('/calendar')
  await expect(desk.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await asksWithin(desk, 3_000)).toBe(true)

  // Five minutes later it has slowed down: no more than every ten seconds.
  const look = answered(desk)
  await desk.clock.fastForward(5 * 60_000)
  await look
  expect(await asksWithin(desk, 8_000)).toBe(false)
  expect(await asksWithin(desk, 3_000)).toBe(true)

  // A hand on the mouse, and it looks without waiting, and then as often as before.
  const again = answered(desk)
  await desk.mouse.move(200, 200)
  await again
  expect(await asksWithin(desk, 3_000)).toBe(true)

  // Half an hour at lunch, and a key.
  const late = answered(desk)
  await desk.clock.fastForward(40 * 60_000)
  await late
  expect(await asksWithin(desk, 50_000)).toBe(false)
  const key = answered(desk)
  await desk.keyboard.press('Shift')
  await key
})

const path = '/api/changes'
const answered = (page: Page) => page.waitForResponse((answer) => answer.url().endsWith(path))

/** Whether the page asks for changes while so much of its time goes by; its answer is waited for. */
async function asksWithin(page: Page, ms: number): Promise<boolean> {
  let asked: Promise<unknown> | undefined
  const note = (request: { url(): string }) => {
    if (request.url().endsWith(path)) asked ??= answered(page)
  }
  page.on('request', note)
  await page.clock.runFor(ms)
  page.off('request', note)
  await asked
  return asked !== undefined
}
