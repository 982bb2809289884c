import type { ReactNode } from 'react'
import { Mark } from './mark'

type Props = { title: string; children: ReactNode; actions: ReactNode }

/** A page that says one thing and what to do next: not found, an error. */
export function NoticePage({ title, children, actions }: Props) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[520px] flex-col px-5 py-6">
      <p className="inline-flex items-center gap-2 text-16 font-strong">
        <Mark size={28} />
        Medcal
      </p>
      <div className="my-auto pb-24">
        <h1 className="text-30 font-strong text-balance">{title}</h1>
        <div className="mt-3 flex flex-col gap-2 text-18 text-ink-2">{children}</div>
        <div className="mt-6 flex flex-wrap gap-3">{actions}</div>
      </div>
    </main>
  )
}
