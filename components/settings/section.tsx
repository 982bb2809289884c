import { type ReactNode, useId } from 'react'
import { cx } from '@/components/ui/cx'

type Props = {
  title: string
  /** What it is for, beneath the title. */
  note?: ReactNode
  /** At the right of the title. */
  actions?: ReactNode
  className?: string
  children: ReactNode
}

/** A part of a settings page: title and note at the left on a desk, the fields beside them. */
export function SettingsSection({ title, note, actions, className, children }: Props) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className={cx(
        'grid gap-x-10 gap-y-4 border-b border-line px-4 py-6 last:border-b-0 tablet:px-6 wide:grid-cols-[240px_minmax(0,1fr)]',
        className,
      )}
    >
      <div>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 id={titleId} className="text-16 font-strong text-ink">
            {title}
          </h2>
          {actions}
        </div>
        {note && <div className="mt-1 max-w-[64ch] text-13 text-ink-2">{note}</div>}
      </div>
      <div className="min-w-0 max-w-[760px]">{children}</div>
    </section>
  )
}

/** The head of a page of lists: a sentence at the left, what can be added at the right. */
export function SettingsIntro({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-4">
      <div className="max-w-[64ch] text-13 text-ink-2">{children}</div>
      {actions}
    </div>
  )
}
