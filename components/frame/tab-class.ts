import { cx } from '../ui/cx'

/** The classes of one place in the phone's bar. */
export function tabClass(here: boolean): string {
  return cx(
    'relative flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-12 -outline-offset-2',
    here ? 'font-mid text-accent-ink' : 'text-ink-2',
  )
}
