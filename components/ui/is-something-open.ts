/** Whether a dialog or a menu lies above the page. The frame's own menus are there all the time, unseen. */
export function isSomethingOpen(): boolean {
  const layers = document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]')
  return [...layers].some((layer) => layer.checkVisibility())
}
