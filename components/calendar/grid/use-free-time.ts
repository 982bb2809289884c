import { type RefObject, useEffect, useState } from 'react'
import { type Box, boxIn, columnAt, factsOf, minutesAt, startBelow } from './geometry'

export type FreeTime = { practitionerId: string; startIso: string }

/** A free time under the pointer, to be shown. */
export type Pointed = { box: Box; label: string }

/**
 * Free working time on the grid: shows the start under a mouse, and hands over the one that is
 * pressed, snapped to the clinic's grid. Nothing when it is over or outside working hours.
 */
export function useFreeTime(
  sheetRef: RefObject<HTMLElement | null>,
  gridMinutes: number,
  onPress: ((free: FreeTime) => void) | null,
): Pointed | null {
  const [pointed, setPointed] = useState<Pointed | null>(null)
  useEffect(() => {
    const sheet = sheetRef.current
    if (!sheet || !onPress) return
    const move = (event: PointerEvent) => {
      const free = event.pointerType === 'mouse' ? freeAt(sheet, event, gridMinutes) : null
      setPointed((before) => {
        if (!free) return null
        const box = boxIn(sheet, free.column, free.facts, free.start.at, gridMinutes)
        const same = before && before.box.top === box.top && before.box.left === box.left
        return same ? before : { box, label: free.start.label }
      })
    }
    const leave = () => setPointed(null)
    const press = (event: MouseEvent) => {
      const free = freeAt(sheet, event, gridMinutes)
      if (free) onPress({ practitionerId: free.practitionerId, startIso: isoOf(free.start.ms) })
    }
    sheet.addEventListener('pointermove', move)
    sheet.addEventListener('pointerleave', leave)
    sheet.addEventListener('click', press)
    return () => {
      sheet.removeEventListener('pointermove', move)
      sheet.removeEventListener('pointerleave', leave)
      sheet.removeEventListener('click', press)
    }
  }, [sheetRef, gridMinutes, onPress])
  return pointed
}

function freeAt(sheet: HTMLElement, event: MouseEvent, gridMinutes: number) {
  const target = event.target instanceof Element ? event.target : null
  const column = target?.closest('[data-column]') ? columnAt(sheet, event.clientX) : null
  if (!column || target?.closest('.visit, .hatch-away')) return null
  const facts = factsOf(column)
  const at = minutesAt(column, facts, event.clientY)
  const start = startBelow(facts, at, gridMinutes)
  const works = facts.work.some(([from, to]) => start && from <= start.at && start.at < to)
  if (!start || !works || !facts.practitionerId || start.ms <= Date.now()) return null
  return { column, facts, start, practitionerId: facts.practitionerId }
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
