/** At the beginning of a file it tells Excel that it is UTF-8. */
export const byteOrderMark = '\uFEFF'

/** One line of a file for spreadsheets. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** Quoted where needed; what a spreadsheet would take for a formula is kept from it by an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
