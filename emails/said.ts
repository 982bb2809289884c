import type { Lang, MailClinic } from '@/emails/kinds'
import type { Said } from '@/emails/texts/type'
import {
  dayAndMonth,
  fullDay,
  longDay,
  relativeDay,
  relativeDayInside,
  time as wallTime,
} from '@/lib/domain/format'

type Reading = { clinic: MailClinic; lang: Lang; now: Date }

/** How one mail words instants: in the patient's language and the clinic's zone, whatever the server's. */
export function said({ clinic: { zone }, lang, now }: Reading) {
  const time = (instant: Date) => wallTime(instant, zone, lang)
  const clock = (instant: Date) => (lang === 'de' ? `${time(instant)} Uhr` : time(instant))
  const year = (instant: Date) => fullDay(instant, zone, lang).slice(-4)
  const long = (instant: Date) => longDay(instant, zone, lang)

  return {
    /** 'Thursday 12 March 2026'. */
    full: (instant: Date) => fullDay(instant, zone, lang),
    /** 'Thursday 12 March', with its year if that is another. A mail may be read days later: no "today". */
    plain: (instant: Date): Said => ({
      day: year(instant) === year(now) ? long(instant) : fullDay(instant, zone, lang),
      time: clock(instant),
    }),
    /** 'Today, Thursday 12 March', where the mail is of use today only. */
    near: (instant: Date) => relativeDay(instant, now, zone, lang),
    /** The same within a sentence: 'today, Thursday 12 March'. */
    nearInside: (instant: Date): Said => ({
      day: relativeDayInside(instant, now, zone, lang),
      time: clock(instant),
    }),
    /** '31 March'. */
    short: (instant: Date) => dayAndMonth(instant, zone, lang),
    /** '14:40', alone. */
    time,
    sameDay: (a: Date, b: Date) => fullDay(a, zone, lang) === fullDay(b, zone, lang),
  }
}
