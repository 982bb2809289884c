import type { Piece } from './axis'
import { type Start, startAt } from './drop-time'

/** What the server wrote on a column of the grid. */
export type ColumnFacts = {
  /** Null for a former practitioner, with whom nothing can be booked. */
  practitionerId: string | null
  dayLabel: string
  pieces: Piece[]
  /** Where the grid's top lies on the axis, and working time below it; minutes. */
  offset: number
  work: [from: number, to: number][]
  minutes: number
}

/** Reads a column's attributes. */
export function factsOf(column: HTMLElement): ColumnFacts {
  const {
    practitioner,
    dayLabel = '',
    pieces = '[]',
    work = '[]',
    offset,
    minutes,
  } = column.dataset
  return {
    practitionerId: practitioner ?? null,
    dayLabel,
    pieces: JSON.parse(pieces),
    work: JSON.parse(work),
    offset: Number(offset),
    minutes: Number(minutes),
  }
}

/** The column under a point of the window, or null. */
export function columnAt(sheet: HTMLElement, clientX: number): HTMLElement | null {
  for (const column of sheet.querySelectorAll<HTMLElement>('[data-column]')) {
    const { left, right } = column.getBoundingClientRect()
    if (left <= clientX && clientX < right) return column
  }
  return null
}

/** Where a point lies below the top of a column, in minutes. */
export function minutesAt(column: HTMLElement, facts: ColumnFacts, clientY: number): number {
  const { top, height } = column.getBoundingClientRect()
  return ((clientY - top) / height) * facts.minutes
}

/** The start on the clinic's grid at or before a place, minutes below the column's top. */
export function startBelow(facts: ColumnFacts, minutes: number, gridMinutes: number): Start | null {
  const start = startAt(facts.pieces, minutes + facts.offset, gridMinutes)
  return start && { ...start, at: start.at - facts.offset }
}

/** A rectangle inside the sheet's scrolled content. */
export type Box = { left: number; top: number; width: number; height: number }

/** Where `minutes` from `at` lie in a column, in the sheet's own coordinates. */
export function boxIn(
  sheet: HTMLElement,
  column: HTMLElement,
  facts: ColumnFacts,
  at: number,
  minutes: number,
): Box {
  const outer = sheet.getBoundingClientRect()
  const inner = column.getBoundingClientRect()
  const perMinute = inner.height / facts.minutes
  return {
    left: inner.left - outer.left + sheet.scrollLeft - sheet.clientLeft + 3,
    top: inner.top - outer.top + sheet.scrollTop - sheet.clientTop + at * perMinute + 1,
    width: inner.width - 7,
    height: minutes * perMinute - 2,
  }
}
