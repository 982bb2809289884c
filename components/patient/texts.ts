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
  /** Of the browser's tab. */
  titles: { visit: string; earlier: string; move: string }
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
    newTime: string
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
    back: string
    move: string
    seeOffer: string
    moveHere: string
    otherTimes: string
  }
  /** The tick for earlier times. */
  wish: { label: string; hint: string; saved: { on: string; off: string } }
  /** Which earlier times suit. */
  wishes: {
    /** Opens the fields on the offer's page; what they count for; and the button below them. */
    askDifferently: string
    counts: string
    keepAndSave: string
    stop: string
    /** The page of its own, and the way to it. */
    page(at: When): PageWords
    link: string
    askMe: string
    times: string
    timesOfDay: Record<'morning' | 'afternoon' | 'evening', string>
    weekdays: string
    notBefore: string
    notBeforeHint: string
    notice: string
    noticeOf(minutes: number): string
    /** With whom: anybody, or one of those named. */
    with: string
    withAnybody: string
    withOnly(practitioners: readonly string[]): string
    /** How many days earlier at least; null where it does not matter. */
    minGain: string
    minGainOf(days: number | null): string
    saved: string
    /** Something was not saved: by itself, and where the answer that came with it counts. */
    notSaved: string
    keptNotSaved: string
    /** The way to its field. */
    mend: string
    noTimes: string
    noWeekdays: string
    notADate: string
    afterVisit(at: When): string
  }
  hold: {
    until(when: When, today: boolean): string
    /** Where several are asked at once: until when, and that it is so. */
    open(until: When, today: boolean): string
    /** On the visit's own page: which time, and until when. */
    waiting(at: When, until: When, today: boolean): string
    atOnce(n: number): string
  }
  visit: {
    ask(name: string, at: When): PageWords
    anotherTime: CallWords
    /** After the clinic's number: until when it answers, on the day on which it is read. */
    untilToday(until: When): string
    /** `need`, a link to move the visit, then how to call instead. */
    moveOrCall: CallWords & { need: string }
    confirmed(at: When): PageWords
    /** `offered`: the clinic offers the times of cancelled visits to those who wait. */
    cancelQuestion(at: When, offered: boolean): PageWords
    cancelCall: CallWords
    movedByYou(at: When): PageWords
    cancelledByYou(offered: boolean): PageWords
    cancelledByClinic: PageWords
    /** The link belongs to a time from before the visit moved. */
    moved: PageWords
    /** The link is from before a cancellation that was taken back. */
    standsAgain: PageWords
    arrived: PageWords
    past(at: When): PageWords
  }
  /** Where patients move their visit themselves. */
  move: {
    choose(at: When): PageWords
    /** Whose times are shown, and the way to the others'. */
    with(practitioner: string): string
    showOthers: string
    showOwn(practitioner: string): string
    /** How many times a day has. */
    free(n: number): string
    earlierDays: string
    laterDays: string
    none: string
    taken: string
    confirm: PageWords
    /** Their clinic does not let patients move visits (any more); the telephone number follows. */
    tooLate(at: When, hours: number): PageWords
    notHere: PageWords
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
    /** The clinic ended the offer, and more is not known. */
    withdrawn: PageWords
    /** The clinic has given the time to somebody else. */
    taken: PageWords
    /** Whoever had given the time up needs it after all. */
    neededBack: PageWords
    /** Nobody can have the time any more. */
    unavailable: PageWords
    /** The patient has another visit at that time now. */
    busyThen: PageWords
    /** The mail about it did not arrive. */
    undelivered: PageWords
    /** Several were asked at once. */
    quicker: PageWords
    /** The patient's own visit moved or was cancelled after the offer went out. */
    visitChanged: PageWords
  }
  /** A link that belongs to nothing: no clinic is known, so there is no number to give. */
  wrongLink: PageWords
  /** A link that was ended. `phone`: its clinic has a telephone. */
  endedLink(phone: boolean): PageWords
  /** A second answer counts for nothing: the page below says what the first one was. */
  answeredBefore: string
  /** Something broke; the page shows what became of it. */
  failed: PageWords
}

const texts: Record<Language, PatientTexts> = { en, de }

/** The patients' pages in `lang`. */
export function patientTexts(lang: Language): PatientTexts {
  return texts[lang]
}
