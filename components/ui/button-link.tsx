import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, type ButtonSize, buttonClass } from './button-class'
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
