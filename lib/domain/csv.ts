/** At the beginning of a file it tells Excel that it is UTF-8. */
export const byteOrderMark = '\uFEFF'

/** One line of a file for spreadsheets (RFC 4180), every cell in quotes: what is in one stays in it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((text) => `"${harmless(text).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/**
 * Where a spreadsheet would begin to calculate (OWASP, CSV Injection): at a formula's sign, those of
 * full width included, which begins a cell or stands where programs that part cells at semicolons,
 * tabs or line ends would begin one; and at a tab or line end that begins a cell.
 */
const formula = /^(?=[\t\r\n])|(?<=^|[;\t\r\n])(?=[ \u00A0]*[=+\-@＝＋－＠])/g

/** A text that no spreadsheet calculates with: it reads what follows an apostrophe as text. */
function harmless(text: string): string {
  return text.replace(formula, "'")
}
