import { Failure } from '@/local/failure'
import './environment'
import { type Figure, table } from './figure'

// `npm run bench` measures all figures, one after another; `npm run bench P5` that one.

const figures: Record<string, () => Promise<{ measure: () => Promise<Figure> }>> = {
  P1: () => import('./book'),
  P2: () => import('./book-over-http'),
  P3: () => import('./week-over-http'),
  P4: () => import('./one-slot'),
  P5: () => import('./rank'),
  P6: () => import('./cancel-to-offer'),
  P7: () => import('./expire'),
  P8: () => import('./calendar-drawn'),
  P9: () => import('./javascript-sent'),
  P10: () => import('./sweep'),
  P11: () => import('./executions'),
  R1: () => import('./rush-over-http'),
}

const asked = process.argv.slice(3)
const unknown = asked.filter((id) => !(id in figures))
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown[0]}. There are ${Object.keys(figures).join(', ')}.`)
  process.exit(1)
}
for (const [id, load] of Object.entries(figures)) {
  if (asked.length > 0 && !asked.includes(id)) continue
  const { measure } = await load()
  try {
    console.log(table(await measure()))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    console.log(`\n${id}  ${error.message}`)
  }
}
// What a library leaves open must not keep the table waiting.
process.exit(0)
