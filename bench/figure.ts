/** One figure: what was measured, beside what, and what was to be reached. */
export type Figure = {
  /** As the project's targets count them: 'P5'. */
  id: string
  title: string
  unit: 'ms' | '/s' | 'KB' | 'executions'
  rows: { what: string; samples: number[] }[]
  reached: { what: string; asked: string; got: string; holds: boolean }[]
}

/** The value below which this share of the samples lies; of a half it is the median. */
export function quantile(samples: number[], share = 0.5): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The figure as a table: medians, the 5th to the 95th percentile, and what was reached. */
export function table({ id, title, unit, rows, reached }: Figure): string {
  const said = (value: number) => value.toFixed(value >= 1000 ? 0 : 2)
  const lines = rows.map(({ what, samples }) => {
    const [low, high] = [quantile(samples, 0.05), quantile(samples, 0.95)]
    const range = samples.length > 1 ? `  (${said(low)} to ${said(high)})` : ''
    return `   ${what.padEnd(44)} ${said(quantile(samples)).padStart(9)} ${unit}${range}`
  })
  const verdicts = reached.map(
    ({ what, asked, got, holds }) => `   ${holds ? '✓' : '✗'} ${what}: ${got}, to reach ${asked}`,
  )
  return [`\n${id}  ${title}`, ...lines, ...verdicts].join('\n')
}
