import type { ReactElement } from 'react'

/** A mail in words, before it becomes HTML and text. */
export type Written = { subject: string; preview: string; body: ReactElement }
