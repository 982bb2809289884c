'use client'

import type { ComponentProps } from 'react'
import { cx } from '@/components/ui/cx'
import { useReady } from '@/components/ui/use-ready'

/** A form that takes input only once it can keep it, and looks the same before. */
export function SettingsForm({ children, ...rest }: ComponentProps<'form'>) {
  const ready = useReady()
  return (
    <form noValidate {...rest}>
      <fieldset
        disabled={!ready}
        className={cx(
          'contents',
          !ready &&
            '[&_:is(input:not([type=checkbox]),select,textarea):disabled]:border-line-strong! [&_:is(input:not([type=checkbox]),select,textarea):disabled]:bg-raised! [&_:is(input:not([type=checkbox]),select,textarea):disabled]:text-ink! [&_button:disabled]:opacity-100!',
        )}
      >
        {children}
      </fieldset>
    </form>
  )
}
