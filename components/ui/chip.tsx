import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'
import { IconCheck } from './icons'

type ChipProps = Omit<ComponentProps<'input'>, 'className' | 'size' | 'type'> & {
  label: ReactNode
  /** `radio` where one of the group is chosen. */
  type?: 'checkbox' | 'radio'
  className?: string
}

/** A choice as a pill: a native checkbox (or radio) that fills its label. */
export function Chip({ label, type = 'checkbox', className, ...rest }: ChipProps) {
  return (
    <label className={cx(chipClass, className)}>
      <input
        {...rest}
        type={type}
        className="peer absolute -inset-px cursor-pointer appearance-none rounded-full disabled:cursor-default"
      />
      <IconCheck className="pointer-events-none absolute left-2.5 hidden scale-[0.85] peer-checked:block" />
      {label}
    </label>
  )
}

const chipClass = cx(
  'relative inline-flex min-h-compact items-center rounded-full border border-line-strong bg-raised px-2.5 text-13 text-ink-2 select-none',
  'has-checked:border-accent has-checked:bg-accent-soft has-checked:pl-7 has-checked:font-strong has-checked:text-accent-ink has-checked:shadow-[inset_0_0_0_0.5px_var(--accent)]',
  'has-disabled:opacity-55',
)

type GroupProps = {
  label: ReactNode
  hideLabel?: boolean
  className?: string
  children: ReactNode
}

/** Chips under one spoken name, the name at their left. */
export function ChipGroup({ label, hideLabel, className, children }: GroupProps) {
  return (
    <fieldset className={cx('flex min-w-0 items-start gap-2', className)}>
      {/* A floated legend takes part in the row; a plain one would stand above it. */}
      <legend
        className={hideLabel ? 'sr-only' : 'float-left w-12 shrink-0 pt-[5px] text-13 text-ink-2'}
      >
        {label}
      </legend>
      <div className="flex min-w-0 flex-wrap gap-1.5">{children}</div>
    </fieldset>
  )
}
