import { type KeyboardEvent, useEffect, useState } from 'react'

/** An Enter that waits: where it was pressed, and the row that was marked then, by its id. */
export type EnterPressed = { field: HTMLElement; row: string | null }

/**
 * Enter acts on what is found for what is typed. Pressed while the answer is under way (`busy`), it
 * waits, and `act` is called once the answer is drawn; any other key calls that off. To be called for
 * each key before the list sees it.
 */
export function useEnterAfter(busy: boolean, act: (pressed: EnterPressed) => void) {
  const [waiting, setWaiting] = useState<EnterPressed | null>(null)
  useEffect(() => {
    if (!waiting || busy) return
    setWaiting(null)
    act(waiting)
  }, [waiting, busy, act])
  return (event: KeyboardEvent) => {
    const { key, target } = event
    if (key !== 'Enter') return setWaiting(null)
    if (!busy || event.nativeEvent.isComposing || !(target instanceof HTMLInputElement)) return
    event.preventDefault()
    event.stopPropagation()
    setWaiting({ field: target, row: target.getAttribute('aria-activedescendant') })
  }
}
