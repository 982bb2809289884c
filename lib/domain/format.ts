import { dayOf, daysBetween } from './time'

export const languages = ['en', 'de'] as const

export type Language = (typeof languages)[number]

const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' }

/** 'Thursday 12 March 2026', 'Donnerstag, 12. März 2026'. */
export function fullDay(instant: Date, zone: string, lang: Language): string {
  const { weekday, day, month, year } = dayParts(instant, zone, lang, 'long')
  return `${joined({ weekday, day, month }, lang)} ${year}`
}

/** 'Thursday 12 March', 'Donnerstag, 12. März'. */
export function longDay(instant: Date, zone: string, lang: Language): string {
  return joined(dayParts(instant, zone, lang, 'long'), lang)
}

/** 'Thu 12 Mar', 'Do, 12. März'. */
export function shortDay(instant: Date, zone: string, lang: Language): string {
  return joined(dayParts(instant, zone, lang, 'short'), lang)
}

/** '12 March', '12. März'. */
export function dayAndMonth(instant: Date, zone: string, lang: Language): string {
  const { day, month } = dayParts(instant, zone, lang, 'long')
  return lang === 'de' ? `${day}. ${month}` : `${day} ${month}`
}

/** '14:40', on the 24-hour clock, in either language. */
export function time(instant: Date, zone: string): string {
  return dateFormat('en', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant)
}

/** The same within a sentence: '14:40', '14:40 Uhr'. */
export function clock(instant: Date, zone: string, lang: Language): string {
  const said = time(instant, zone)
  return lang === 'de' ? `${said} Uhr` : said
}

/** 'Thursday 12 March, 14:40', 'Donnerstag, 12. März, 14:40 Uhr'. */
export function dayAndTime(instant: Date, zone: string, lang: Language): string {
  return `${longDay(instant, zone, lang)}, ${clock(instant, zone, lang)}`
}

/** The same text, whose numbers stay on one line with the word after them (U+00A0): '12 March', '14:40 Uhr'. */
export function unbroken(text: string): string {
  return text.replace(/(\d\.?) (?=\p{L})/gu, '$1\u00a0')
}

/** 'Today, Thursday 12 March', 'Tomorrow, …', 'Yesterday, …'; else the day, with its year if that is another. */
export function relativeDay(instant: Date, now: Date, zone: string, lang: Language): string {
  const word = nearDays[daysBetween(now, instant, zone)]?.[lang]
  if (word) return `${word}, ${longDay(instant, zone, lang)}`
  const sameYear = dayOf(instant, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4)
  return sameYear ? longDay(instant, zone, lang) : fullDay(instant, zone, lang)
}

/** The same within a sentence: 'today, Thursday 12 March'. */
export function relativeDayInside(instant: Date, now: Date, zone: string, lang: Language): string {
  const day = relativeDay(instant, now, zone, lang)
  // German weekdays keep their capital.
  const relative = !day.startsWith(longDay(instant, zone, lang))
  return relative ? day.charAt(0).toLowerCase() + day.slice(1) : day
}

/** 'Thursday', 'Donnerstag'. `weekday` is ISO: 1 is Monday. */
export function weekdayName(
  weekday: number,
  lang: Language,
  style: 'long' | 'short' = 'long',
): string {
  // 1 January 2024 was a Monday.
  return dayParts(new Date(Date.UTC(2024, 0, weekday)), 'UTC', lang, style).weekday
}

/** '1 h 12 min', '38 min', '2 h'; 'Std.' and 'Min.' in German. Rounded to whole minutes. */
export function duration(minutes: number, lang: Language): string {
  const whole = Math.round(minutes)
  const h = Math.floor(whole / 60)
  const min = whole % 60
  const unit = lang === 'de' ? { h: 'Std.', min: 'Min.' } : { h: 'h', min: 'min' }
  if (h === 0) return `${min} ${unit.min}`
  return min === 0 ? `${h} ${unit.h}` : `${h} ${unit.h} ${min} ${unit.min}`
}

/** '19 days earlier', '1 day earlier'; '19 Tage früher', '1 Tag früher'. */
export function daysEarlier(n: number, lang: Language): string {
  return earlier(counted(n, 'day', lang), lang)
}

/**
 * How much earlier the earlier of two times is, whichever comes first: in calendar days of `zone`,
 * on the same day in hours or minutes ('3 hours earlier', '1 h 30 min earlier').
 */
export function earlierBy(from: Date, to: Date, zone: string, lang: Language): string {
  const days = Math.abs(daysBetween(from, to, zone))
  if (days > 0) return daysEarlier(days, lang)
  const minutes = Math.round(Math.abs(+to - +from) / 60_000)
  if (minutes < 60) return earlier(counted(minutes, 'minute', lang), lang)
  if (minutes % 60 === 0) return earlier(counted(minutes / 60, 'hour', lang), lang)
  return earlier(duration(minutes, lang), lang)
}

/** The city that the zone is named after: 'Berlin', 'New York'; 'Vienna', in German 'Wien'. */
export function zoneName(zone: string, lang: Language): string {
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  return (lang === 'de' && germanCities[city]) || city
}

/** 'Central European Time': what the zone's time is called, in summer and in winter alike. */
export function zoneLabel(instant: Date, zone: string, lang: Language): string {
  const parts = dateFormat(lang, {
    timeZone: zone,
    timeZoneName: zone === 'UTC' ? 'long' : 'longGeneric',
  }).formatToParts(instant)
  return partOf(parts, 'timeZoneName')
}

/**
 * '€120', '€86.50'; '86,50 €'. `cents`: the currency's smallest unit, whole; `currency`: ISO 4217. The
 * space is an ordinary no-break space (U+00A0), so that amount and sign stay on one line.
 */
export function money(cents: number, currency: string, lang: Language): string {
  const format = new Intl.NumberFormat(locales[lang], {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(cents / 10 ** digits).replaceAll('\u202f', '\u00a0')
}

/** Who is said to be a patient who was erased: their row has no name any more. */
export const erasedName = 'Erased patient'

/** 'Amara Diallo'; one name alone when there is only one; `erasedName` when there is none. */
export function personName({
  givenName,
  familyName,
}: {
  givenName: string
  familyName: string
}): string {
  return `${givenName} ${familyName}`.trim() || erasedName
}

const nearDays: Record<number, Record<Language, string>> = {
  [-1]: { en: 'Yesterday', de: 'Gestern' },
  0: { en: 'Today', de: 'Heute' },
  1: { en: 'Tomorrow', de: 'Morgen' },
}

const units = {
  day: { en: ['day', 'days'], de: ['Tag', 'Tage'] },
  hour: { en: ['hour', 'hours'], de: ['Stunde', 'Stunden'] },
  minute: { en: ['minute', 'minutes'], de: ['Minute', 'Minuten'] },
} as const

const germanCities: Record<string, string> = {
  Athens: 'Athen',
  Brussels: 'Brüssel',
  Bucharest: 'Bukarest',
  Copenhagen: 'Kopenhagen',
  Kiev: 'Kiew',
  Kyiv: 'Kiew',
  Lisbon: 'Lissabon',
  Luxembourg: 'Luxemburg',
  Moscow: 'Moskau',
  Prague: 'Prag',
  Rome: 'Rom',
  Vienna: 'Wien',
  Warsaw: 'Warschau',
  Zurich: 'Zürich',
}

type DayParts = { weekday: string; day: string; month: string; year: string }

/** Joined by us: whether ICU puts a comma after an English weekday depends on its version. */
function joined({ weekday, day, month }: Omit<DayParts, 'year'>, lang: Language): string {
  return lang === 'de' ? `${weekday}, ${day}. ${month}` : `${weekday} ${day} ${month}`
}

function dayParts(instant: Date, zone: string, lang: Language, style: 'long' | 'short'): DayParts {
  const parts = dateFormat(lang, {
    timeZone: zone,
    weekday: style,
    day: 'numeric',
    month: style,
    year: 'numeric',
  }).formatToParts(instant)
  return {
    weekday: partOf(parts, 'weekday').replace('.', ''),
    day: partOf(parts, 'day'),
    month: partOf(parts, 'month'),
    year: partOf(parts, 'year'),
  }
}

function partOf(parts: Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes): string {
  return parts.find((part) => part.type === type)?.value ?? ''
}

function counted(n: number, unit: keyof typeof units, lang: Language): string {
  return `${n} ${units[unit][lang][n === 1 ? 0 : 1]}`
}

function earlier(amount: string, lang: Language): string {
  return `${amount} ${lang === 'de' ? 'früher' : 'earlier'}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Kept, since making one costs a hundred times as much as using it. */
function dateFormat(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locales[lang], options)
  formats.set(key, made)
  return made
}
