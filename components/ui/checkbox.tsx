import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx'
import { IconCheck } from './icons'

type Props = Omit<ComponentProps<'input'>, 'type' | 'className' | 'size'> & {
  label: ReactNode
  /** A second, quieter line. */
  hint?: ReactNode
  /** The label is only spoken (a table's row). */
  hideLabel?: boolean
  /** `large` for patients' pages. */
  size?: 'normal' | 'large'
  className?: string
}

/** A native checkbox with its label; works without script. */
export function Checkbox({ label, hint, hideLabel, size = 'normal', className, ...rest }: Props) {
  const hintId = useId()
  const large = size === 'large'
  return (
    <label
      className={cx(
        'inline-flex min-h-6 items-start',
        large ? 'gap-3.5 text-16' : 'gap-2 py-0.5 text-14',
        className,
      )}
    >
      <span className={cx('relative inline-flex shrink-0', large ? 'size-7' : 'my-px size-4')}>
        <input
          {...rest}
          type="checkbox"
          aria-describedby={hint ? hintId : rest['aria-describedby']}
          className={cx(
            'peer size-full appearance-none border-[1.5px] border-line-strong bg-raised transition-colors forced-colors:appearance-auto',
            'checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent',
            'disabled:border-line disabled:bg-sunken aria-invalid:border-danger',
            large ? 'rounded-control' : 'rounded-[4px]',
          )}
        />
        <IconCheck
          size={large ? 20 : 16}
          className="pointer-events-none absolute inset-0 m-auto scale-[0.8] text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-0 forced-colors:hidden"
        />
        <span className="pointer-events-none absolute inset-x-1 inset-y-0 m-auto h-0.5 rounded-full bg-on-accent opacity-0 peer-indeterminate:opacity-100 forced-colors:hidden" />
      </span>
      <span className={hideLabel ? 'sr-only' : undefined}>
        <span className={large ? 'font-mid' : undefined}>{label}</span>
        {hint && (
          <span id={hintId} className={cx('block text-ink-2', large ? 'text-16' : 'text-12')}>
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
