/**
 * The SVG path of what is left of a whole, around (8, 8): time burns clockwise from the top.
 * `fraction` is what is left, 0 to 1; a full pie is drawn as two halves.
 */
export function piePath(fraction: number, radius: number): string {
  const left = Math.min(1, Math.max(0, fraction))
  if (left === 0) return ''
  if (left > 0.995)
    return `M8 ${8 - radius}A${radius} ${radius} 0 1 1 8 ${8 + radius}A${radius} ${radius} 0 1 1 8 ${8 - radius}Z`
  const angle = 2 * Math.PI * (1 - left)
  const x = round(8 + radius * Math.sin(angle))
  const y = round(8 - radius * Math.cos(angle))
  return `M8 8L${x} ${y}A${radius} ${radius} 0 ${left > 0.5 ? 1 : 0} 1 8 ${8 - radius}Z`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
