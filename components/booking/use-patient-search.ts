'use client'

import { useEffect, useState } from 'react'
import type { PatientItem } from './patient-item'
import { askPatients } from './questions'

/** The patients for what is typed, a moment after the last key. */
export function usePatientSearch(text: string): { items: PatientItem[]; busy: boolean } {
  const query = text.trim()
  const [found, setFound] = useState<{ query: string; items: PatientItem[] }>(nothing)
  useEffect(() => {
    if (query === '') return
    let current = true
    const timer = setTimeout(async () => {
      let result = await askPatients({ query })
      // "Nobody has that" would not be true.
      while (current && !result.ok && result.reason === 'offline') {
        await new Promise((resolve) => setTimeout(resolve, 1000))
        result = await askPatients({ query })
      }
      if (current) setFound({ query, items: result.ok ? result.value : [] })
    }, 150)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [query])
  if (query === '') return { items: [], busy: false }
  // What was found before stays until the answer comes, so that the list does not flicker.
  return { items: found.items, busy: found.query !== query }
}

const nothing = { query: '', items: [] }
