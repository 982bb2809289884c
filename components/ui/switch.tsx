import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'

type Props = Omit<ComponentProps<'input'>, 'type' | 'role' | 'className' | 'size'> & {
  label: ReactNode
  hideLabel?: boolean
  /** Shown beside the track for on and off; the role says the state already. */
  words?: [on: string, off: string]
  /** Where the words or the label stand. */
  side?: 'before' | 'after'
  className?: string
}

/** A native checkbox with role "switch"; for what takes effect at once, or a form's yes and no. */
export function Switch({ label, hideLabel, words, side = 'after', className, ...rest }: Props) {
  return (
    <label
      className={cx(
        'inline-flex min-h-6 cursor-pointer items-center gap-2 text-14 has-disabled:cursor-default has-disabled:opacity-55',
        side === 'before' && 'flex-row-reverse',
        className,
      )}
    >
      <input
        {...rest}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked
        role="switch"
        className="peer keep-colour relative h-[18px] w-[30px] shrink-0 cursor-pointer appearance-none rounded-full bg-line-strong transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-raised before:transition-transform checked:bg-arrived-fill checked:before:translate-x-3"
      />
      {words && (
        <span
          aria-hidden="true"
          className="hidden text-12 font-mid text-arrived-soft-ink peer-checked:inline"
        >
          {words[0]}
        </span>
      )}
      {words && (
        <span aria-hidden="true" className="text-12 text-ink-2 peer-checked:hidden">
          {words[1]}
        </span>
      )}
      <span className={hideLabel ? 'sr-only' : undefined}>{label}</span>
    </label>
  )
}
