import type { ComponentProps } from 'react'
import { controlClass, Field, type FieldProps } from './field'
import { IconChevronDown } from './icons'

export type Option = { value: string; label: string; disabled?: boolean }

type Props = FieldProps & Omit<ComponentProps<'select'>, 'className'> & { options?: Option[] }

/** A native <select>; give `options`, or <option> elements as children. */
export function SelectField({
  label,
  hint,
  error,
  className,
  inputClassName,
  id,
  options,
  children,
  ...rest
}: Props) {
  return (
    <Field label={label} hint={hint} error={error} id={id} className={className}>
      {(wiring) => (
        <span className="relative block">
          <select
            {...rest}
            {...wiring}
            className={controlClass(`appearance-none truncate pr-8 ${inputClassName ?? ''}`)}
          >
            {options?.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
            {children}
          </select>
          <IconChevronDown className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-2" />
        </span>
      )}
    </Field>
  )
}
