export type Lang = 'en' | 'de'

export type TimeLeft = {
  /** Whole minutes, rounded up; 0 when the time is over. */
  minutes: number
  /** What is left of the whole, 0 to 1. */
  fraction: number
  /** "1 h 12 min left" */
  words: string
  /** "1 h 12 min" */
  short: string
  /** The ring's figure and unit: "1:12" and "h left", "38" and "min left". */
  figure: string
  unit: string
}

/**
 * What is left until an instant, in words. `until` and `now` are instants, `totalMinutes` is the
 * whole length of the hold.
 */
export function timeLeft(
  until: Date,
  totalMinutes: number,
  now: Date,
  lang: Lang = 'en',
): TimeLeft {
  const minutes = Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 60_000))
  const fraction = totalMinutes > 0 ? Math.min(1, minutes / totalMinutes) : 0
  const short = durationWords(minutes, lang)
  const left = lang === 'de' ? `noch ${short}` : `${short} left`
  const hours = minutes >= 60
  return {
    minutes,
    fraction,
    short,
    words: minutes === 0 ? overWords[lang] : left,
    figure: hours
      ? `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
      : `${minutes}`,
    unit: lang === 'de' ? (hours ? 'Std.' : 'Min.') : hours ? 'h left' : 'min left',
  }
}

const overWords: Record<Lang, string> = { en: 'time is over', de: 'Zeit abgelaufen' }

/** "38 min", "1 h 12 min", "2 h" from whole minutes. */
export function durationWords(minutes: number, lang: Lang = 'en'): string {
  const [h, m] = lang === 'de' ? ['Std.', 'Min.'] : ['h', 'min']
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} ${m}`
  return rest === 0 ? `${hours} ${h}` : `${hours} ${h} ${rest} ${m}`
}
