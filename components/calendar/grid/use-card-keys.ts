import { type RefObject, useEffect } from 'react'

/** Arrow keys among the cards: up and down in a column, left and right to the nearest of the next one. */
export function useCardKeys(sheetRef: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const sheet = sheetRef.current
    const press = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const card = event.target instanceof HTMLElement ? event.target.closest('.visit') : null
      const column = card?.closest('[data-column]')
      if (!sheet || !card || !column) return
      const next =
        event.key === 'ArrowDown' || event.key === 'ArrowUp'
          ? cardsOf(column).at(stepFrom(cardsOf(column), card, event.key === 'ArrowDown' ? 1 : -1))
          : event.key === 'ArrowRight' || event.key === 'ArrowLeft'
            ? nearestBeside(sheet, column, card, event.key === 'ArrowRight' ? 1 : -1)
            : undefined
      if (!next) return
      event.preventDefault()
      next.focus()
    }
    sheet?.addEventListener('keydown', press)
    return () => sheet?.removeEventListener('keydown', press)
  }, [sheetRef])
}

function cardsOf(column: Element): HTMLElement[] {
  return [...column.querySelectorAll<HTMLElement>('.visit')]
}

/** The place of the neighbour; at an end, the card's own. */
function stepFrom(cards: HTMLElement[], card: Element, by: 1 | -1): number {
  const place = cards.indexOf(card as HTMLElement)
  return Math.min(cards.length - 1, Math.max(0, place + by))
}

function nearestBeside(
  sheet: HTMLElement,
  column: Element,
  card: Element,
  by: 1 | -1,
): HTMLElement | undefined {
  const columns = [...sheet.querySelectorAll('[data-column]')]
  const top = card.getBoundingClientRect().top
  for (let i = columns.indexOf(column) + by; i >= 0 && i < columns.length; i += by) {
    const beside = columns[i] ? cardsOf(columns[i] as Element) : []
    const away = (one: HTMLElement) => Math.abs(one.getBoundingClientRect().top - top)
    const nearest = beside.sort((a, b) => away(a) - away(b))[0]
    if (nearest) return nearest
  }
  return undefined
}
