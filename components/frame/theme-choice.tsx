'use client'

import { useState } from 'react'
import { Chip } from '../ui/chip'
import { useReady } from '../ui/use-ready'
import { keepChoice } from './preferences'

export type Theme = 'light' | 'dark' | 'system'

const words: Record<Theme, string> = { light: 'Light', dark: 'Dark', system: 'System' }

/** Light, dark or the system's; kept a year in the cookie `theme`, which the layout reads. */
export function ThemeChoice({ theme, name }: { theme: Theme; name: string }) {
  const ready = useReady()
  const [chosen, setChosen] = useState(theme)
  const choose = (next: Theme) => {
    setChosen(next)
    keepChoice('theme', next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
  }
  return (
    <fieldset disabled={!ready}>
      <legend className="mb-1.5 text-12 text-ink-3">Appearance</legend>
      <div className="flex flex-wrap gap-1.5">
        {(Object.keys(words) as Theme[]).map((one) => (
          <Chip
            key={one}
            type="radio"
            name={name}
            label={words[one]}
            checked={chosen === one}
            onChange={() => choose(one)}
          />
        ))}
      </div>
    </fieldset>
  )
}
