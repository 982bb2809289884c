import type { Lang, MailClinic } from '@/emails/kinds'
import type { Said } from '@/emails/texts/type'
import {
  dayAndMonth,
  fullDay,
  longDay,
  relativeDay,
  relativeDayInside,
  unbroken,
  clock as wallClock,
  time as wallTime,
} from '@/lib/domain/format'

type Reading = { clinic: MailClinic; lang: Lang; now: Date }

/** How one mail words instants: in the patient's language and the clinic's zone, whatever the server's. */
export function said({ clinic: { zone }, lang, now }: Reading) {
  const clock = (instant: Date) => unbroken(wallClock(instant, zone, lang))
  const full = (instant: Date) => unbroken(fullDay(instant, zone, lang))
  const year = (instant: Date) => full(instant).slice(-4)
  const long = (instant: Date) => unbroken(longDay(instant, zone, lang))

  return {
    /** 'Thursday 12 March 2026'. */
    full,
    /** 'Thursday 12 March', with its year if that is another. A mail may be read days later: no "today". */
    plain: (instant: Date): Said => ({
      day: year(instant) === year(now) ? long(instant) : full(instant),
      time: clock(instant),
    }),
    /** 'Today, Thursday 12 March', where the mail is of use today only. */
    near: (instant: Date) => unbroken(relativeDay(instant, now, zone, lang)),
    /** The same within a sentence: 'today, Thursday 12 March'. */
    nearInside: (instant: Date): Said => ({
      day: unbroken(relativeDayInside(instant, now, zone, lang)),
      time: clock(instant),
    }),
    /** '31 March'. */
    short: (instant: Date) => unbroken(dayAndMonth(instant, zone, lang)),
    /** '14:40', alone. */
    time: (instant: Date) => wallTime(instant, zone),
    sameDay: (a: Date, b: Date) => full(a) === full(b),
  }
}
