import type { Locator, Page } from '@playwright/test'

type Drag = { items: { mimeType: string; data: string }[]; dragOperationsMask: number }

/**
 * Holds a finger on something until the browser lets it be dragged, carries it down by so many
 * pixels and lets go. The browser's own drag and drop: the page sees a touch, then a drag.
 */
export async function dragByTouch(card: Locator, down: number): Promise<void> {
  const page = card.page()
  await card.scrollIntoViewIfNeeded()
  const box = await card.boundingBox()
  if (!box) throw new Error(`${card} is not to be seen`)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const browser = await page.context().newCDPSession(page)
  const held = new Promise<Drag>((resolve) => {
    browser.on('Input.dragIntercepted', ({ data }) => resolve(data))
  })
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop', data: Drag, y: number) =>
    browser.send('Input.dispatchDragEvent', { type, data, x: at.x, y })
  await browser.send('Input.setInterceptDrags', { enabled: true })
  await browser.send('Emulation.setEmitTouchEventsForMouse', {
    enabled: true,
    configuration: 'mobile',
  })
  const left = { button: 'left', clickCount: 1 } as const
  // Answered only once the finger is lifted, which the drop does.
  const pressing = browser.send('Input.dispatchMouseEvent', {
    type: 'mousePressed',
    ...at,
    ...left,
  })
  pressing.catch(() => {})
  const data = await Promise.race([held, tooLong(page)])
  await drag('dragEnter', data, at.y)
  for (const part of [1 / 3, 2 / 3, 1]) await drag('dragOver', data, at.y + part * down)
  await drag('drop', data, at.y + down)
  await browser.detach()
}

async function tooLong(page: Page): Promise<never> {
  await page.waitForTimeout(60_000)
  throw new Error('Held for a minute, and the browser began no drag')
}
