import type { Locator } from 'playwright-core'

/**
 * Clicks what leads to another page, and waits until the whole of that page is there. A click alone ends when the other page
 * begins: on a busy machine, what is read then is half a page.
 */
export async function turn(pressed: Locator): Promise<void> {
  await Promise.all([pressed.page().waitForEvent('domcontentloaded'), pressed.click()])
}
