import { cx } from './cx'

/** `primary` one per region; `danger` asks, `destroy` does what cannot be taken back. */
export type ButtonLook = 'primary' | 'outline' | 'quiet' | 'danger' | 'destroy'
/** Heights: compact 28, control 34, touch 48, decide 58 (patients); larger under a finger. */
export type ButtonSize = 'compact' | 'control' | 'touch' | 'decide'

const looks: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  outline: 'border-line-strong bg-raised text-ink hover:bg-hover',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-hover',
  danger: 'border-noshow-line bg-raised text-noshow-ink hover:bg-noshow-fill',
  destroy: 'border-transparent bg-danger text-on-danger hover:brightness-95',
}

const sizes: Record<ButtonSize, string> = {
  compact: 'min-h-compact gap-1.5 rounded-control px-2.5 text-13',
  control: 'min-h-control gap-2 rounded-control px-3 text-14',
  touch: 'min-h-touch gap-2 rounded-panel px-6 text-16',
  decide: 'min-h-decide w-full gap-3 rounded-panel px-5 py-3 text-18',
}

/** The classes of a button, for what is not our `Button` (an `<a>`, a form's own `<button>`). */
export function buttonClass(
  look: ButtonLook = 'outline',
  size: ButtonSize = 'control',
  className?: string,
): string {
  return cx(
    'inline-flex items-center justify-center text-center font-mid no-underline transition-colors select-none',
    'disabled:cursor-default disabled:opacity-55 aria-disabled:cursor-default',
    looks[look],
    sizes[size],
    size === 'decide' ? 'border-[1.5px]' : 'border',
    className,
  )
}

/** The classes of a square button that shows an icon alone. */
export function iconButtonClass(
  look: ButtonLook = 'quiet',
  size: 'compact' | 'control' = 'control',
  className?: string,
): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center rounded-control border transition-colors select-none',
    'disabled:cursor-default disabled:opacity-55',
    looks[look],
    size === 'compact' ? 'size-compact' : 'size-control',
    className,
  )
}
