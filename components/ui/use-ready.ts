'use client'

import { useSyncExternalStore } from 'react'

/** False in the server's HTML and until React has taken it over: a press or a word before would be lost. */
export function useReady(): boolean {
  return useSyncExternalStore(neverChanges, ready, notReady)
}

const neverChanges = () => () => {}
const ready = () => true
const notReady = () => false

/** Looks for what is not ready for a moment as it will look then. */
export const noFlash = 'disabled:opacity-100!'
