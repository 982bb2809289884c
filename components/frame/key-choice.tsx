'use client'

import { useState } from 'react'
import { Chip } from '../ui/chip'
import { useReady } from '../ui/use-ready'
import { keepChoice } from './preferences'

/**
 * Whether a letter or sign pressed by itself does something; kept a year in the cookie `keys`, which
 * the layout reads. Who speaks to the computer, or whose hand slips, must be able to switch that off
 * (WCAG 2.1.4).
 */
export function KeyChoice({ on }: { on: boolean }) {
  const ready = useReady()
  const [chosen, setChosen] = useState(on)
  const choose = (next: boolean) => {
    setChosen(next)
    keepChoice('keys', next ? 'on' : 'off')
    if (next) delete document.documentElement.dataset.keys
    else document.documentElement.dataset.keys = 'off'
  }
  return (
    <fieldset disabled={!ready} className="mt-4">
      <legend className="mb-1.5 text-12 text-ink-3">Keyboard</legend>
      <Chip
        label="Single keys: n, /, ?"
        checked={chosen}
        onChange={(event) => choose(event.target.checked)}
      />
    </fieldset>
  )
}
