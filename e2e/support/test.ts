import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { type Clinic, foundClinic } from './clinic'
import { Watch } from './watch'

export { expect }

type Fixtures = {
  /** Errors in the browser; any that it does not allow fails the test. */
  watch: Watch
  /** A page of a browser of its own, signed out: another person. */
  newPage: (options?: BrowserContextOptions) => Promise<Page>
  /** A fresh clinic. */
  clinic: Clinic
  /** The page of the fresh clinic's admin, signed in. */
  desk: Page
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from it
  watch: async ({}, use) => {
    const watch = new Watch()
    await use(watch)
    expect(watch.surprises(), 'errors in the browser').toEqual([])
  },
  context: async ({ context, watch }, use) => {
    watch.over(context)
    await use(context)
  },
  newPage: async ({ browser, watch }, use) => {
    const opened: Page[] = []
    await use(async (options) => {
      const context = await browser.newContext(options)
      watch.over(context)
      const page = await context.newPage()
      opened.push(page)
      return page
    })
    for (const page of opened) await page.context().close()
  },
  clinic: async ({ page }, use) => {
    await use(await foundClinic(page))
  },
  desk: async ({ page, clinic }, use) => {
    expect(clinic.id).not.toBe('')
    await use(page)
  },
})
