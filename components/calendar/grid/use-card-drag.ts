import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { disableNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/disable-native-drag-preview'
import { type RefObject, useEffect } from 'react'
import { type Box, boxIn, columnAt, factsOf, minutesAt, startBelow } from './geometry'

/** A card and the place where it would land. */
export type Drop = {
  card: HTMLElement
  appointmentId: string
  version: number
  practitionerId: string
  startIso: string
  /** 'Fri 13 March, 10:10' and '10:10'. */
  words: string
  time: string
  box: Box
}

/** Whose visit a card is. */
export function nameOn(card: HTMLElement): string {
  return card.querySelector('.visit-name')?.textContent ?? ''
}

type Handlers = {
  /** While a card is dragged; null where it cannot land. */
  onDrag(drop: Drop | null): void
  onDrop(drop: Drop): void
}

/**
 * Drags movable cards over the columns, snapped to the clinic's grid. Cards are made draggable when
 * a pointer first comes over them, so that a full week costs nothing at the start.
 */
export function useCardDrag(
  sheetRef: RefObject<HTMLElement | null>,
  { gridMinutes, enabled, handlers }: { gridMinutes: number; enabled: boolean; handlers: Handlers },
) {
  useEffect(() => {
    const sheet = sheetRef.current
    if (!sheet || !enabled) return
    const ready = new Map<Element, () => void>()
    let grabbed = 0
    const prepare = (event: PointerEvent) => {
      const card =
        event.target instanceof Element ? event.target.closest<HTMLElement>('[data-movable]') : null
      if (!card || ready.has(card)) return
      for (const [old, undo] of ready) {
        if (old.isConnected) continue
        undo()
        ready.delete(old)
      }
      const undo = draggable({
        element: card,
        getInitialData: ({ input }) => {
          grabbed = input.clientY - card.getBoundingClientRect().top
          return { visit: card.dataset.visit }
        },
        onGenerateDragPreview: disableNativeDragPreview,
        onDrop: () => handlers.onDrag(null),
      })
      ready.set(card, undo)
    }
    const dropAt = (element: Element, x: number, y: number) =>
      element instanceof HTMLElement ? dropOf(sheet, element, x, y - grabbed, gridMinutes) : null
    const undoTarget = dropTargetForElements({
      element: sheet,
      onDrag: ({ source, location: { current } }) =>
        handlers.onDrag(dropAt(source.element, current.input.clientX, current.input.clientY)),
      onDragLeave: () => handlers.onDrag(null),
      onDrop: ({ source, location: { current } }) => {
        const drop = dropAt(source.element, current.input.clientX, current.input.clientY)
        if (drop) handlers.onDrop(drop)
      },
    })
    sheet.addEventListener('pointerover', prepare)
    return () => {
      sheet.removeEventListener('pointerover', prepare)
      undoTarget()
      for (const undo of ready.values()) undo()
    }
  }, [sheetRef, gridMinutes, enabled, handlers])
}

/** Where a card would land with its top at a point: the nearest start of the grid; null outside the columns and in the past. */
function dropOf(
  sheet: HTMLElement,
  card: HTMLElement,
  clientX: number,
  top: number,
  gridMinutes: number,
): Drop | null {
  const column = columnAt(sheet, clientX)
  const { visit, version, start: from } = card.dataset
  if (!column || !visit || !from) return null
  const facts = factsOf(column)
  const at = minutesAt(column, facts, top) + gridMinutes / 2
  const start = startBelow(facts, at, gridMinutes)
  if (!start || !facts.practitionerId || start.ms <= Date.now()) return null
  const sameColumn = card.closest('[data-column]') === column
  if (sameColumn && start.ms === Date.parse(from)) return null
  const own = card.getBoundingClientRect()
  const perMinute = column.getBoundingClientRect().height / facts.minutes
  return {
    card,
    appointmentId: visit,
    version: Number(version),
    practitionerId: facts.practitionerId,
    startIso: new Date(start.ms).toISOString(),
    words: `${facts.dayLabel}, ${start.label}`,
    time: start.label,
    box: boxIn(sheet, column, facts, start.at, (own.height + 2) / perMinute),
  }
}
