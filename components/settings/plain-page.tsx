import type { ReactNode } from 'react'
import { Mark } from '@/components/frame/mark'

/** A page of one column for somebody who is not at a clinic yet. `aside`: at the right of the mark. */
export function PlainPage({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center bg-ground px-5 pt-5 pb-16 text-14 text-ink">
      <div className="w-full max-w-[680px]">
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <p className="inline-flex items-center gap-2 text-16 font-strong">
            <Mark size={28} />
            Medcal
          </p>
          {aside && <div className="text-13 text-ink-2">{aside}</div>}
        </header>
        <main className="pt-10 tablet:pt-14">{children}</main>
      </div>
    </div>
  )
}
