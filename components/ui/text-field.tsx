import type { ComponentProps } from 'react'
import { controlClass, Field, type FieldProps } from './field'

type InputProps = FieldProps & Omit<ComponentProps<'input'>, 'className'>

/** One line of text. Takes every attribute of an <input>, and `ref`. */
export function TextField({
  label,
  hint,
  error,
  className,
  inputClassName,
  id,
  ...rest
}: InputProps) {
  return (
    <Field label={label} hint={hint} error={error} id={id} className={className}>
      {(wiring) => (
        <input type="text" {...rest} {...wiring} className={controlClass(inputClassName)} />
      )}
    </Field>
  )
}

/** A native date input; its value is `2026-03-12`. */
export function DateField(props: InputProps) {
  return <TextField {...props} type="date" />
}

/** A native time input; its value is `14:40`, a wall-clock time. */
export function TimeField(props: InputProps) {
  return <TextField step={300} {...props} type="time" />
}

/** Several lines of text. */
export function TextArea({
  label,
  hint,
  error,
  className,
  inputClassName,
  id,
  ...rest
}: FieldProps & Omit<ComponentProps<'textarea'>, 'className'>) {
  return (
    <Field label={label} hint={hint} error={error} id={id} className={className}>
      {(wiring) => (
        <textarea
          rows={3}
          {...rest}
          {...wiring}
          className={controlClass(`py-1.5 ${inputClassName ?? ''}`)}
        />
      )}
    </Field>
  )
}
