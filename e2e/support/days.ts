import { Temporal } from 'temporal-polyfill'

/** Where the clinics of the tests are. */
export const zone = 'Europe/Berlin'

/** The nth day from Monday to Friday after the clinic's today, ISO. */
export function workday(n: number): string {
  let day = Temporal.Now.plainDateISO(zone)
  for (let left = n; left > 0; ) {
    day = day.add({ days: 1 })
    if (day.dayOfWeek <= 5) left--
  }
  return day.toString()
}

/** The instant of a time on the clinic's clock. */
export function instant(day: string, time: string): Date {
  const wall = Temporal.PlainDateTime.from(`${day}T${time}`)
  return new Date(wall.toZonedDateTime(zone).epochMilliseconds)
}

/** '14:40' on the clinic's clock. */
export function clock(instant: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(instant)
}

/** 'Thu 12 March', as staff pages write a day. */
export function staffDay(day: string): string {
  const { short, date } = parts(day)
  return `${short} ${date}`
}

/** 'Thursday 12 March', as mails and patients' pages write a day. */
export function patientDay(day: string): string {
  const { long, date } = parts(day)
  return `${long} ${date}`
}

function parts(day: string) {
  const say = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(day))
  return {
    short: say({ weekday: 'short' }),
    long: say({ weekday: 'long' }),
    date: `${say({ day: 'numeric' })} ${say({ month: 'long' })}`,
  }
}
