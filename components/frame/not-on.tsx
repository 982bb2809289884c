'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { isAt } from './nav-items'

/** Shows its children on every page but those at or under a path. */
export function NotOn({ path, children }: { path: string; children: ReactNode }) {
  return isAt(usePathname(), path) ? null : children
}
