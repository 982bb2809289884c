import { de } from '@/components/patient/texts.de'
import { en } from '@/components/patient/texts.en'
import type { When } from '@/components/patient/when'
import type { Language } from '@/lib/domain/format'

/** A page's question or statement, what explains it, and what stands small below the buttons. */
export type PageWords = { title: string; lead?: string; note?: string }

/** A sentence with the clinic's telephone link between its two parts. */
export type CallWords = { before: string; after: string }

/** All that the patients' pages say, in one language. */
export type PatientTexts = {
  labels: {
    visit: string
    with: string
    where: string
    yourVisit: string
    yourTime: string
    yourTimeNow: string
    earlierTime: string
    yourNewTime: string
    cancelled: string
  }
  buttons: {
    coming: string
    notComing: string
    cancel: string
    keep: string
    accept: string
    keepCurrent: string
    addToCalendar: string
    notComingAfterAll: string
    call(phone: string): string
    askNoMore: string
    askAgain: string
    save: string
  }
  /** The tick for earlier times. */
  wish: { label: string; hint: string; saved: { on: string; off: string } }
  hold: { until(when: When, today: boolean): string }
  visit: {
    ask(name: string, at: When): PageWords
    /** With the hour until which the clinic answers the telephone today, or null. */
    anotherTime(untilToday: string | null): CallWords
    confirmed(at: When): PageWords
    cancelQuestion(at: When): PageWords
    cancelCall: CallWords
    cancelledByYou: PageWords
    cancelledByClinic: PageWords
    /** The link belongs to a time from before the visit moved. */
    moved: PageWords
    past(at: When): PageWords
  }
  offer: {
    pending(name: string, current: When): PageWords
    accepted(at: When, old: When): PageWords
    declined: PageWords
    /** Its time to answer is over, and the time is still free. */
    late(ended: When, today: boolean, current: When): PageWords
    /** Kept their time after that. */
    kept: PageWords
    /** Its time to answer is over, and somebody else is being asked. */
    askingAnother(ended: When, today: boolean): PageWords
    expired(ended: When, today: boolean): PageWords
    /** The clinic ended the offer. */
    withdrawn: PageWords
    /** The answer came when the time was no longer free. */
    taken: PageWords
    /** Several were asked at once. */
    quicker: PageWords
    /** The patient's own visit moved or was cancelled after the offer went out. */
    visitChanged: PageWords
  }
  /** A link that belongs to nothing: no clinic is known, so there is no number to give. */
  wrongLink: PageWords
  /** Something broke; the page shows what became of it. */
  failed: PageWords
}

const texts: Record<Language, PatientTexts> = { en, de }

/** The patients' pages in `lang`. */
export function patientTexts(lang: Language): PatientTexts {
  return texts[lang]
}
