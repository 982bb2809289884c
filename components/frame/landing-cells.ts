/** Path data of the landing page's calendar, one path per kind of cell. */
export type Cells = { blank: string; past: string; confirmed: string; booked: string }

const pitch = 32
const left = 16
const top = 566
const columns = 80
const rows = 22
const today = 5
const firstMonday = 7

/** The same calendar every time: weeks of five days, fuller near today, clear where the leaps pass. */
export function landingCells(): Cells {
  const cells: Cells = { blank: '', past: '', confirmed: '', booked: '' }
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const x = left + column * pitch
      const y = top + row * pitch
      if (underLeap(x, y)) continue
      const chance = noise(column, row)
      if (column < today) {
        if (chance < 0.93) cells.past += `M${x - 5} ${y + 0.5}l4 4 7.5-8`
        else cells.blank += `M${x} ${y}h0`
      } else if (!isWorkday(column, row) || chance > 0.91) cells.blank += `M${x} ${y}h0`
      else if (chance < 0.7) cells.confirmed += `M${x} ${y}h0`
      else cells.booked += `M${x - 8.5} ${y}a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0`
    }
  }
  return cells
}

/** Monday to Friday; the rest of today's week has a few late visits only. */
function isWorkday(column: number, row: number): boolean {
  if (column < firstMonday) return row < firstMonday - column
  return (column - firstMonday) % 7 < 5
}

/** Where an arc, its ends or its words stand, nothing else is drawn. */
function underLeap(x: number, y: number): boolean {
  if (words.some(([left, top, right, bottom]) => x > left && x < right && y > top && y < bottom))
    return true
  return points.some(([px, py]) => Math.abs(x - px) < 24 && Math.abs(y - py) < 24)
}

/** Cubic curves of the three arcs; landing-drawing.tsx writes the same ones as paths. */
const curves: [number, number][][] = [
  [
    [617, 712],
    [590, 617],
    [510, 555],
    [423, 555],
  ],
  [
    [423, 555],
    [336, 555],
    [275, 600],
    [250, 681],
  ],
  [
    [808, 649],
    [798, 605],
    [770, 577],
    [736, 577],
  ],
  [
    [736, 577],
    [702, 577],
    [652, 620],
    [635, 713],
  ],
  [
    [1224, 681],
    [1196, 580],
    [1110, 514],
    [1017, 514],
  ],
  [
    [1017, 514],
    [924, 514],
    [860, 548],
    [826, 649],
  ],
]
const ends: [number, number][] = [
  [240, 694],
  [624, 726],
  [816, 662],
  [1232, 694],
]
const points = [...ends, ...curves.flatMap(alongCurve)]
const words = [
  [330, 540, 536, 580],
  [620, 540, 820, 580],
  [168, 540, 200, 556],
] as const

function alongCurve(curve: [number, number][]): [number, number][] {
  const at = (axis: 0 | 1, t: number) =>
    [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3].reduce(
      (sum, weight, index) => sum + weight * (curve[index]?.[axis] ?? 0),
      0,
    )
  return Array.from({ length: 25 }, (_, step) => [at(0, step / 24), at(1, step / 24)])
}

/** A fixed scatter between 0 and 1 (Wang's integer hash). */
function noise(column: number, row: number): number {
  let seed = column * 131 + row * 7919 + 17
  seed = (seed ^ 61 ^ (seed >>> 16)) >>> 0
  seed = Math.imul(seed, 9) >>> 0
  seed = (seed ^ (seed >>> 4)) >>> 0
  seed = Math.imul(seed, 0x27d4eb2d) >>> 0
  return ((seed ^ (seed >>> 15)) >>> 0) / 4294967296
}
