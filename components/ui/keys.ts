/**
 * Whether a key is pressed by itself and for the page: nobody types, and nothing lies over it. A
 * letter or a sign is only for who has not switched such keys off.
 */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  if (event.key.length === 1 && document.documentElement.dataset.keys === 'off') return false
  return !isTyping(event.target) && !isSomethingOpen()
}

/** Whether what is pressed goes into a field. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="listbox"]',
      ) !== null)
  )
}

/** Whether a dialog or a menu lies over the page. The frame's own are in the page all the time, unseen. */
export function isSomethingOpen(): boolean {
  const layers = document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]')
  return [...layers].some((layer) => layer.checkVisibility())
}
