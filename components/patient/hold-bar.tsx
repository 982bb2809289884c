import { LiveFuse, LivePie, TimeLeft } from '@/components/status/live-time-left'
import type { Language } from '@/lib/domain/format'

type Props = {
  /** 'Held for you until 12:00': stands in the HTML, so that it is true without script. */
  words: string
  /** End of the hold, and the instant of rendering. */
  until: Date
  now: Date
  /** The whole length of the hold, in minutes. */
  minutes: number
  lang: Language
}

/** How long an offered time is held. With script the rest counts down by the minute. */
export function HoldBar({ words, until, now, minutes, lang }: Props) {
  const hold = { until: until.toISOString(), total: minutes, now: now.toISOString(), lang }
  return (
    <div className="mb-4 flex items-start gap-3 rounded-panel bg-play-soft px-3.5 pt-3 pb-3.5 text-play-ink">
      <LivePie {...hold} size={20} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap justify-between gap-x-3">
          <span className="font-mid">{words}</span>
          <TimeLeft {...hold} />
        </p>
        <LiveFuse {...hold} thick={6} className="mt-2" />
      </div>
    </div>
  )
}
