import { bands } from './measures'
import { estimate } from './statistics'
import { type Result, valuesOf } from './table'

const shown = ['staff by telephone', 'first Medcal', 'fixed 2 hours', "Medcal's defaults"]
const colours = ['#9aa5a0', '#c9a27a', '#6f9bb8', '#1f6f5c']
const [width, height, left, bottom, top] = [760, 340, 48, 56, 48]
const ink = '#5b6560'

/** Bars by notice for a few policies, with their confidence intervals. */
export function fillChart(results: readonly Result[]): string {
  const series = seriesOf(results, (bySeed) =>
    bands.map(({ name }) => estimate(valuesOf(bySeed, `filled ${name}`))),
  )
  return chart(
    'Cancelled times filled, by notice (%)',
    bands.map(({ name }) => name),
    series,
  )
}

/** Days of waiting saved for each cancellation, chains counted, by policy. */
export function dayGainChart(results: readonly Result[]): string {
  const series = seriesOf(results, (bySeed) => [estimate(valuesOf(bySeed, 'daysPerCancellation'))])
  return chart('Days of waiting saved for each cancellation, chains counted', [''], series)
}

type Series = { name: string; colour: string; points: { mean: number; half: number }[] }

function seriesOf(
  results: readonly Result[],
  pointsOf: (bySeed: Result['bySeed']) => Series['points'],
): Series[] {
  return shown.flatMap((name, i) => {
    const result = results.find((one) => one.name === name)
    return result ? [{ name, colour: colours[i] ?? ink, points: pointsOf(result.bySeed) }] : []
  })
}

function chart(title: string, labels: readonly string[], series: readonly Series[]): string {
  const known = series.flatMap(({ points }) => points.map(({ mean, half }) => mean + (half || 0)))
  const most = Math.max(1, Math.ceil(Math.max(...known.filter(Number.isFinite)) / 10) * 10)
  const y = (value: number) => top + (height - top - bottom) * (1 - value / most)
  const group = (width - left - 12) / labels.length
  const bar = Math.min(60, (group * 0.8) / series.length)
  const parts = Array.from({ length: 6 }, (_, i) => (most * i) / 5).map(
    (tick) =>
      `<path d="M${left} ${y(tick)}H${width - 12}" stroke="${ink}" stroke-opacity=".2"/><text x="${left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick.toFixed(0)}</text>`,
  )
  labels.forEach((label, i) => {
    const middle = left + group * (i + 0.5)
    parts.push(
      `<text x="${middle}" y="${height - bottom + 18}" text-anchor="middle">${escaped(label)}</text>`,
    )
    series.forEach(({ points, colour }, k) => {
      const { mean, half } = points[i] ?? { mean: 0, half: 0 }
      if (!Number.isFinite(mean)) return
      const x = middle + (k - series.length / 2) * bar
      parts.push(
        `<rect x="${x + 2}" y="${y(mean)}" width="${bar - 4}" height="${y(0) - y(mean)}" rx="2" fill="${colour}"/>`,
        `<text x="${x + bar / 2}" y="${y(mean + (half || 0)) - 5}" text-anchor="middle" font-size="11">${mean.toFixed(0)}</text>`,
      )
      if (half > 0) {
        parts.push(
          `<path d="M${x + bar / 2} ${y(Math.max(0, mean - half))}V${y(mean + half)}" stroke="${ink}" stroke-width="1.5"/>`,
        )
      }
    })
  })
  series.forEach(({ name, colour }, k) => {
    const x = left + k * 170
    parts.push(
      `<rect x="${x}" y="${height - 22}" width="12" height="12" rx="2" fill="${colour}"/><text x="${x + 18}" y="${height - 12}">${escaped(name)}</text>`,
    )
  })
  // A ground of its own: it is read on light and on dark pages.
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="#26302b" role="img" aria-labelledby="title desc"><title id="title">${escaped(title)}</title><desc id="desc">${escaped(inWords(labels, series))}</desc><rect width="${width}" height="${height}" rx="8" fill="#fbfaf7"/><text x="${left}" y="26" font-size="15" font-weight="600">${escaped(title)}</text>${parts.join('')}</svg>\n`
}

/** The bars in words, for who cannot see them. */
function inWords(labels: readonly string[], series: readonly Series[]): string {
  return series
    .map(({ name, points }) => {
      const bars = points.map(({ mean }, i) => `${labels[i]} ${mean.toFixed(0)}`.trim())
      return `${name}: ${bars.join(', ')}.`
    })
    .join(' ')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
