import type { Page } from '@playwright/test'
import { expect, test } from './support/test'

test('a page that nobody touches asks more and more seldom, and at once when somebody is there again', async ({
  desk,
}) => {
  await desk.clock.install()
  await desk.goto('/calendar')
  await expect(desk.getByRole('heading', { level: 1 })).toBeVisible()
  await asksWithin(desk, 3_000)

  // Minutes later it has slowed down: no more than every ten seconds. (The first look may still find
  // something new: a clinic that was just made.)
  for (let looks = 0; looks < 2; looks++) {
    const look = answered(desk)
    await desk.clock.fastForward(4 * 60_000)
    await look
  }
  await isStillFor(desk, 3_500)
  await asksWithin(desk, 8_000)

  // A hand on the mouse, and it looks without waiting, and then as often as before.
  const again = answered(desk)
  await desk.mouse.move(200, 200)
  await again
  await asksWithin(desk, 3_000)

  // Half an hour at lunch, and a key.
  const late = answered(desk)
  await desk.clock.fastForward(40 * 60_000)
  await late
  await isStillFor(desk, 15_000)
  const key = answered(desk)
  await desk.keyboard.press('Shift')
  await key
})

const path = '/api/changes'
// Where its next look was not planned yet as its time went by, it comes after the longest pause.
const answered = (page: Page) =>
  page.waitForResponse((answer) => answer.url().endsWith(path), { timeout: 150_000 })

/** The page asks for changes while so much of its time goes by. */
async function asksWithin(page: Page, ms: number): Promise<void> {
  const answer = answered(page)
  await page.clock.runFor(ms)
  await answer
}

/** It does not. */
async function isStillFor(page: Page, ms: number): Promise<void> {
  // What was due as its time went by has been asked by now.
  await page.clock.runFor(100)
  await page.evaluate(() => fetch('/api/health'))
  let asked = 0
  const note = (request: { url(): string }) => {
    if (request.url().endsWith(path)) asked++
  }
  page.on('request', note)
  await page.clock.runFor(ms)
  // Whatever was asked has been told of by now.
  await page.evaluate(() => fetch('/api/health'))
  page.off('request', note)
  expect(asked).toBe(0)
}
