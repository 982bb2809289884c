'use client'

import { type ComponentProps, type ReactNode, useRef, useState } from 'react'
import { type ButtonLook, iconButtonClass } from './button-class'
import { Link } from './link'

type Props = Omit<ComponentProps<typeof Link>, 'children' | 'prefetch' | `on${string}`> & {
  label: string
  icon: ReactNode
  look?: ButtonLook
  size?: 'compact' | 'control'
}

/** In ms. A pointer that only crosses asks for nothing. */
const restMs = 80

/**
 * A square link with an icon and a spoken name. Such links lead a step on (the next week, the page
 * before): while a pointer or the focus rests on one, its page is asked for ahead, and is shown
 * without being asked for again for half a minute (`staleTimes` in next.config.ts).
 */
export function IconLink({ label, icon, look, size, className, ...rest }: Props) {
  const [near, setNear] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const leave = () => {
    clearTimeout(timer.current)
    setNear(false)
  }
  return (
    <Link
      title={label}
      {...rest}
      prefetch={near}
      onPointerEnter={({ pointerType }) => {
        // A finger comes with its press: that asks by itself.
        if (pointerType === 'mouse') timer.current = setTimeout(() => setNear(true), restMs)
      }}
      onPointerLeave={leave}
      onFocus={({ currentTarget }) => {
        if (currentTarget.matches(':focus-visible')) setNear(true)
      }}
      onBlur={leave}
      aria-label={label}
      className={iconButtonClass(look, size, className)}
    >
      {icon}
    </Link>
  )
}
