import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** WCAG 2.2, A and AA (its size of targets is off unless it is named), and what axe advises beside it. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What the dark look can break that the light one does not. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** Expects axe to find nothing on the page as it stands, or in one part of it, light and dark. */
export async function expectAccessible(page: Page, what: string, part = 'html'): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Our pages hold no other documents, so axe need not gather its findings in a page of its own.
    const axe = new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .include(part)
    const rules = colorScheme === 'light' ? axe.withTags(levels) : axe.withRules(ofColours)
    const { violations } = await rules.analyze()
    const found = violations.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ html }) => !(id === 'target-size' && isToScale(html)))
        .map((node) => `${id}: ${node.target.join(' ')} — ${node.failureSummary}`),
    )
    expect(found, `${what}, ${colorScheme}`).toEqual([])
  }
}

/** A short card on the calendar's scale of minutes: WCAG 2.5.8 excepts sizes that carry meaning; the list has each in full. */
function isToScale(html: string): boolean {
  return /\bvisit-short\b/.test(html)
}
