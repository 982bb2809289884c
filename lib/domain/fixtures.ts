import fc from 'fast-check'

/** For tests: zones with and without clock changes, by an hour and by half of one, at 02:00 and at midnight. */
export const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'America/Nuuk',
] as const

/** Local days on which the clocks change: `skipped` wall-clock times that never come, `doubled` ones. */
export const changeDays = [
  { zone: 'Europe/Berlin', day: '2026-03-29', hours: 23, skipped: ['02:00', '03:00'] },
  { zone: 'Europe/Berlin', day: '2026-10-25', hours: 25, doubled: ['02:00', '03:00'] },
  { zone: 'America/New_York', day: '2026-03-08', hours: 23, skipped: ['02:00', '03:00'] },
  { zone: 'America/New_York', day: '2026-11-01', hours: 25, doubled: ['01:00', '02:00'] },
  { zone: 'Australia/Lord_Howe', day: '2026-04-05', hours: 24.5, doubled: ['01:30', '02:00'] },
  { zone: 'Australia/Lord_Howe', day: '2026-10-04', hours: 23.5, skipped: ['02:00', '02:30'] },
  { zone: 'Pacific/Auckland', day: '2026-04-05', hours: 25, doubled: ['02:00', '03:00'] },
  { zone: 'Pacific/Auckland', day: '2026-09-27', hours: 23, skipped: ['02:00', '03:00'] },
  { zone: 'America/Sao_Paulo', day: '2018-02-17', hours: 25, doubled: ['23:00', '24:00'] },
  { zone: 'America/Sao_Paulo', day: '2018-11-04', hours: 23, skipped: ['00:00', '01:00'] },
  { zone: 'America/Nuuk', day: '2026-03-28', hours: 23, skipped: ['23:00', '24:00'] },
] as const satisfies readonly {
  zone: string
  day: string
  hours: number
  skipped?: readonly [string, string]
  doubled?: readonly [string, string]
}[]

const minute = 60_000

/** A zone and an instant on the minute, every other time within 36 hours of a clock change there. */
export const zonedInstant = fc.oneof(
  fc.record({
    zone: fc.constantFrom(...zones),
    instant: fc
      .integer({ min: Date.UTC(2015, 0) / minute, max: Date.UTC(2032, 0) / minute })
      .map((m) => new Date(m * minute)),
  }),
  fc
    .tuple(fc.constantFrom(...changeDays), fc.integer({ min: -36 * 60, max: 36 * 60 }))
    .map(([{ zone, day }, m]) => ({
      zone: zone as string,
      instant: new Date(Date.parse(day) + 12 * 60 * minute + m * minute),
    })),
)

/** A wall-clock time, 'HH:MM'. */
export const wallTime = fc.integer({ min: 0, max: 1439 }).map(wallTimeAt)

export function wallTimeAt(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** The local clock by Intl alone, 'YYYY-MM-DD HH:MM': a second opinion on what Temporal says. */
export function clock(instant: Date, zone: string): string {
  const format =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  clocks.set(zone, format)
  return format.format(instant)
}

/** A UTC instant, '2026-03-12T09:48Z'. */
export function utc(text: string): Date {
  return new Date(text)
}
