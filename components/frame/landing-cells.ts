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

/** Where an arc, its label or its ends stand, nothing else is drawn. */
function underLeap(x: number, y: number): boolean {
  if ([240, 624, 816, 1232].includes(x) && y >= 646 && y <= 726 && Math.abs(y - endRow(x)) < pitch)
    return true
  return arcs.some(({ from, to, peak, foot }) => {
    if (x < from - 12 || x > to + 12) return false
    const middle = (from + to) / 2
    const half = (to - from) / 2
    const inside = Math.max(0, 1 - ((x - middle) / half) ** 2)
    const arcY = foot - (foot - peak) * Math.sqrt(inside)
    return y < arcY + 26 && y > arcY - 34
  })
}

const arcs = [
  { from: 248, to: 618, peak: 555, foot: 700 },
  { from: 634, to: 810, peak: 577, foot: 690 },
  { from: 824, to: 1226, peak: 514, foot: 670 },
]

function endRow(x: number): number {
  return x === 624 ? 726 : x === 816 ? 662 : 694
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
