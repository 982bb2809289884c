import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, type ButtonSize, buttonClass, iconButtonClass } from './button-class'
import { Link } from './link'

type Props = ComponentProps<typeof Link> & {
  look?: ButtonLook
  size?: ButtonSize
  icon?: ReactNode
}

/** A link that looks like a button. For `/auth/…` and downloads use `<a className={buttonClass(…)}>`. */
export function ButtonLink({ look, size, icon, className, children, ...rest }: Props) {
  return (
    <Link {...rest} className={buttonClass(look, size, className)}>
      {icon}
      {children}
    </Link>
  )
}

type IconLinkProps = Omit<ComponentProps<typeof Link>, 'children'> & {
  label: string
  icon: ReactNode
  look?: ButtonLook
  size?: 'compact' | 'control'
}

/** A square link with an icon and a spoken name. */
export function IconLink({ label, icon, look, size, className, ...rest }: IconLinkProps) {
  return (
    <Link
      title={label}
      {...rest}
      aria-label={label}
      className={iconButtonClass(look, size, className)}
    >
      {icon}
    </Link>
  )
}
