'use client'

import { type ComponentProps, type ReactNode, useEffect, useState } from 'react'
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
  const [pointed, setPointed] = useState(false)
  const [rests, setRests] = useState(false)
  const [focused, setFocused] = useState(false)
  useEffect(() => {
    if (!pointed) return
    const timer = setTimeout(() => setRests(true), restMs)
    return () => {
      clearTimeout(timer)
      setRests(false)
    }
  }, [pointed])
  return (
    <Link
      title={label}
      {...rest}
      prefetch={rests || focused}
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
