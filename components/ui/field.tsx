import { type ReactNode, useId } from 'react'
import { cx } from './cx'
import { IconError } from './icons'

export type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and what to do; shown beneath and read with the field. */
  error?: ReactNode
  /** Classes of the whole field; `inputClassName` for the control. */
  className?: string
  inputClassName?: string
}

/** What a control needs so that label, hint and error belong to it. */
export type FieldWiring = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

/** Label above, control, then hint or error. `children` gets the wiring to spread on its control. */
export function Field({
  label,
  hint,
  error,
  id,
  className,
  children,
}: Omit<FieldProps, 'inputClassName'> & {
  id?: string
  children: (wiring: FieldWiring) => ReactNode
}) {
  const made = useId()
  const own = id ?? made
  const described = [hint && `${own}-hint`, error && `${own}-error`].filter(Boolean).join(' ')
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={own} className="text-13 font-mid text-ink-2">
        {label}
      </label>
      {children({
        id: own,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p id={`${own}-hint`} className="text-12 text-ink-3">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${own}-error`}>{error}</FieldError>}
    </div>
  )
}

/** The line beneath a field, or a group of them, that says what is wrong. */
export function FieldError({
  id,
  className,
  children,
}: {
  id?: string
  className?: string
  children: ReactNode
}) {
  return (
    <p id={id} className={cx('mt-0.5 flex gap-1.5 text-13 text-noshow-ink', className)}>
      <IconError className="mt-px" />
      <span>{children}</span>
    </p>
  )
}

/** The box that all text controls share. */
export function controlClass(className?: string): string {
  return cx(
    'min-h-control w-full min-w-0 rounded-control border border-line-strong bg-raised px-2.5 text-14 text-ink',
    '[&:is(input,textarea):read-only]:border-line [&:is(input,textarea):read-only]:bg-sunken [&:is(input,textarea):read-only]:text-ink-2',
    'disabled:border-line disabled:bg-sunken disabled:text-ink-2 disabled:opacity-100',
    'aria-invalid:border-danger aria-invalid:shadow-[inset_0_0_0_0.5px_var(--danger)]',
    className,
  )
}
