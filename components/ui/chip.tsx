import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'
import { IconCheck } from './icons'

type ChipProps = Omit<ComponentProps<'input'>, 'className' | 'size' | 'type'> & {
  label: ReactNode
  /** `radio` where one of the group is chosen. */
  type?: 'checkbox' | 'radio'
  className?: string
}

/** A choice as a pill: a native checkbox (or radio) whose label one presses. */
export function Chip({ label, type = 'checkbox', className, ...rest }: ChipProps) {
  return (
    <label className={cx('relative inline-flex', className)}>
      <input
        {...rest}
        type={type}
        className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-full"
      />
      <span className={chipClass}>{label}</span>
      <IconCheck className="pointer-events-none absolute top-1/2 left-2.5 hidden -translate-y-1/2 scale-[0.85] text-accent-ink peer-checked:block" />
    </label>
  )
}

const chipClass = cx(
  'pointer-events-none relative inline-flex min-h-compact items-center rounded-full border border-line-strong bg-raised px-2.5 text-13 text-ink-2',
  'peer-checked:border-[1.5px] peer-checked:border-accent peer-checked:bg-accent-soft peer-checked:pl-7 peer-checked:font-strong peer-checked:text-accent-ink',
  'peer-disabled:opacity-55 peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus',
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
