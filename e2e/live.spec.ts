import type { Page } from '@playwright/test'
import { expect, test } from './support/test'

test('a page that nobody touches asks more and more seldom, and at once when somebody is there again', async ({
  desk,
}) => {
  await desk.clock.install()
  await asks(desk, () => desk.goto('/calendar'))
  // From here on the page's time goes by only where the test says so, however slow the machine is.
  await desk.clock.pauseAt(Date.now() + 1_000)
  await settles(desk)
  await asks(desk, () => desk.clock.runFor(3_000))

  // Minutes later it has slowed down: no more than every ten seconds. (The first look may still find
  // something new: the clinic was just made.)
  for (let looks = 0; looks < 2; looks++) {
    await asks(desk, () => desk.clock.fastForward(4 * 60_000))
  }
  await isStill(desk, () => desk.clock.runFor(8_000))
  await asks(desk, () => desk.clock.runFor(3_000))

  // A hand on the mouse, and it looks without waiting, and then as often as before.
  await asks(desk, () => desk.mouse.move(200, 200))
  await asks(desk, () => desk.clock.runFor(3_000))

  // Half an hour at lunch, and a key.
  await asks(desk, () => desk.clock.fastForward(40 * 60_000))
  await isStill(desk, () => desk.clock.runFor(50_000))
  await asks(desk, () => desk.keyboard.press('Shift'))
})

const path = '/api/changes'

/** The page asks for changes when this is done. */
async function asks(page: Page, act: () => Promise<unknown>): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().endsWith(path))
  await act()
  await answer
  await settles(page)
}

/** It does not. */
async function isStill(page: Page, act: () => Promise<unknown>): Promise<void> {
  let asked = 0
  const note = (request: { url(): string }) => {
    if (request.url().endsWith(path)) asked++
  }
  page.on('request', note)
  await act()
  await settles(page)
  page.off('request', note)
  expect(asked).toBe(0)
}

/** Whatever was asked has been told of by then, and what was answered has been taken in. */
async function settles(page: Page): Promise<void> {
  await page.evaluate(() => fetch('/api/health').then((answer) => answer.text()))
}
