import {
  type FieldPath,
  type FieldValues,
  get,
  type RegisterOptions,
  type UseFormReturn,
} from 'react-hook-form'

/** Registers a form's fields so that their first values stand in the server's HTML already. */
export function fieldsOf<T extends FieldValues, C, O>(form: UseFormReturn<T, C, O>) {
  return <N extends FieldPath<T>>(name: N, options?: RegisterOptions<T, N>) => {
    const first: unknown = get(form.formState.defaultValues, name)
    return {
      ...form.register(name, options),
      ...(typeof first === 'boolean'
        ? { defaultChecked: first }
        : { defaultValue: typeof first === 'number' ? first : String(first ?? '') }),
    }
  }
}
