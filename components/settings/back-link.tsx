import type { ReactNode } from 'react'
import { IconChevronLeft } from '@/components/ui/icons'
import { Link } from '../ui/link'

/** The way back from one thing to the list it is in. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <div className="px-4 pt-4 tablet:px-6">
      <Link
        href={href}
        className="-ml-1 inline-flex min-h-compact items-center gap-1 text-13 text-accent-ink hover:underline"
      >
        <IconChevronLeft />
        {children}
      </Link>
    </div>
  )
}
