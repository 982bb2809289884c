import type { Piece } from './axis'

/** A start that was pointed at: an instant (epoch milliseconds), its place on the axis, and '10:15'. */
export type Start = { ms: number; at: number; label: string }

/**
 * The start on the clinic's grid at or before a place on the axis (minutes); null where the day
 * has no such time. `pieces` are the day's; the grid counts wall-clock minutes since midnight.
 */
export function startAt(pieces: readonly Piece[], at: number, gridMinutes: number): Start | null {
  const piece = pieces.find(({ from, to }) => from <= at && at < to)
  if (!piece) return null
  const pointed = piece.wall + at - piece.from
  let wall = Math.floor(pointed / gridMinutes) * gridMinutes
  if (wall < piece.wall) wall += gridMinutes
  const minutes = wall - piece.wall
  if (piece.from + minutes >= piece.to) return null
  return { ms: piece.startMs + minutes * 60_000, at: piece.from + minutes, label: wallLabel(wall) }
}

/** '10:15' from minutes since midnight. */
export function wallLabel(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`
}
