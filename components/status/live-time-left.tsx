'use client'

import { useEffect, useState } from 'react'
import { Fuse, Pie, Ring } from './countdown'
import { type Lang, type TimeLeft as Left, timeLeft } from './time-left'

export type Hold = {
  /** End of the hold, an ISO instant. */
  until: string
  /** Whole length of the hold in minutes. */
  total: number
  /** The server's instant of rendering (ISO), so that the first draw is the same on both sides. */
  now: string
  lang?: Lang
}

/** What is left of a hold; steps once a minute. */
export function useTimeLeft({ until, total, now, lang }: Hold): Left {
  const [instant, setInstant] = useState(() => new Date(now))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const step = () => {
      const current = new Date()
      setInstant(current)
      const untilNextMinute = (new Date(until).getTime() - current.getTime()) % 60_000
      timer = setTimeout(step, untilNextMinute > 0 ? untilNextMinute + 20 : 60_000)
    }
    step()
    return () => clearTimeout(timer)
  }, [until])
  return timeLeft(new Date(until), total, instant, lang)
}

/** The words: "1 h 12 min left", or `short`: "1 h 12 min". */
export function TimeLeft({
  short,
  className,
  ...hold
}: Hold & { short?: boolean; className?: string }) {
  const left = useTimeLeft(hold)
  return <span className={className}>{short ? left.short : left.words}</span>
}

export function LiveFuse({
  thick,
  className,
  ...hold
}: Hold & { thick?: 3 | 4 | 6; className?: string }) {
  return <Fuse fraction={useTimeLeft(hold).fraction} thick={thick} className={className} />
}

export function LivePie({
  size,
  className,
  ...hold
}: Hold & { size?: number; className?: string }) {
  return <Pie fraction={useTimeLeft(hold).fraction} size={size} className={className} />
}

export function LiveRing({
  size,
  className,
  ...hold
}: Hold & { size?: number; className?: string }) {
  const left = useTimeLeft(hold)
  return (
    <Ring
      fraction={left.fraction}
      figure={left.figure}
      unit={left.unit}
      size={size}
      className={className}
    />
  )
}
