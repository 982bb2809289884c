/** What the clinic's clock shows at an instant: `2026-03-12` and `10:10`. By Intl alone, which costs a browser nothing. */
export function wallClockOf(iso: string, zone: string): { day: string; time: string } {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const [day = '', time = ''] = format.format(new Date(iso)).split(' ')
  return { day, time }
}

/** Whole days from one ISO day to another. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
