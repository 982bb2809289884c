'use client'

import { type ComponentProps, type ReactNode, useState } from 'react'
import { type ButtonLook, iconButtonClass } from './button-class'
import { Link } from './link'

type Props = Omit<ComponentProps<typeof Link>, 'children'> & {
  label: string
  icon: ReactNode
  look?: ButtonLook
  size?: 'compact' | 'control'
}

/**
 * A square link with an icon and a spoken name. Such links are steps (the next week, the page
 * before), pressed again and again: while a pointer or the focus is on one, its page is asked for ahead.
 */
export function IconLink({ label, icon, look, size, className, ...rest }: Props) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  return (
    <Link
      title={label}
      {...rest}
      prefetch={pointed || focused}
      // A finger comes with its press: that asks by itself.
      onPointerEnter={(event) => setPointed(event.pointerType === 'mouse')}
      onPointerLeave={() => setPointed(false)}
      onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
      onBlur={() => setFocused(false)}
      aria-label={label}
      className={iconButtonClass(look, size, className)}
    >
      {icon}
    </Link>
  )
}
