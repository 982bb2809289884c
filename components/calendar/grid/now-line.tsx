'use client'

import { useEffect, useRef, useState } from 'react'

type Props = {
  /** How far the line lay below the grid's top when the page was drawn, and how far it can go. */
  minutes: number
  last: number
  /** When that was, an ISO instant. */
  now: string
  zone: string
}

/**
 * The time in the gutter. It moves the line and its notches once a minute through the variable
 * `--now` of the grid around it, in hours.
 */
export function NowLine({ minutes, last, now, zone }: Props) {
  const [instant, setInstant] = useState(() => new Date(now))
  const own = useRef<HTMLTimeElement>(null)
  useEffect(() => {
    const drawn = Date.parse(now)
    const step = () => {
      const current = new Date()
      const position = minutes + (current.getTime() - drawn) / 60_000
      const grid = own.current?.parentElement?.parentElement
      if (position <= last) grid?.style.setProperty('--now', String(position / 60))
      setInstant(current)
    }
    step()
    const timer = setInterval(step, 60_000)
    return () => clearInterval(timer)
  }, [minutes, last, now])
  return (
    <time ref={own} dateTime={instant.toISOString()} className="calendar-now-time">
      <span className="sr-only">Now: </span>
      {instant.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })}
    </time>
  )
}
