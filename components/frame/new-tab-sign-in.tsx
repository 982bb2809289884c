'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { signInPath } from '@/lib/own-path'

/** The way to sign in and back to this page, in a tab of its own: what is typed in this one stays. */
export function NewTabSignIn({ children }: { children: ReactNode }) {
  const path = usePathname()
  const query = useSearchParams().toString()
  return (
    <a
      href={signInPath(query ? `${path}?${query}` : path)}
      target="_blank"
      rel="noreferrer"
      className="link"
    >
      {children}
      <span className="sr-only"> (opens a new tab)</span>
    </a>
  )
}
