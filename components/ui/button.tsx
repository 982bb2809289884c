import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { type ButtonLook, type ButtonSize, buttonClass, iconButtonClass } from './button-class'
import { IconBusy } from './icons'

type Props = ComponentProps<'button'> & {
  look?: ButtonLook
  size?: ButtonSize
  icon?: ReactNode
  /** Work is under way: the button keeps its focus, takes no press, and says `busyLabel`. */
  busy?: boolean
  busyLabel?: string
}

/** A native button; `type` is "button" unless said otherwise. */
export function Button({
  look,
  size,
  icon,
  busy,
  busyLabel,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy || rest['aria-disabled']}
      onClick={busy ? ignore : onClick}
      className={buttonClass(look, size, className)}
    >
      {busy ? <IconBusy /> : icon}
      {busy && busyLabel ? busyLabel : children}
    </button>
  )
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** The accessible name, also shown as the title. */
  label: string
  icon: ReactNode
  look?: ButtonLook
  size?: 'compact' | 'control'
}

/** A square button with an icon and a spoken name. */
export function IconButton({
  label,
  icon,
  look,
  size,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <button
      title={label}
      {...rest}
      type={type}
      aria-label={label}
      className={iconButtonClass(look, size, className)}
    >
      {icon}
    </button>
  )
}

function ignore(event: MouseEvent) {
  event.preventDefault()
}
