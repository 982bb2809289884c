import type { PatientTexts } from '@/components/patient/texts'
import type { When } from '@/components/patient/when'

const askAgain = 'When another earlier time falls free, we ask you again.'

export const en: PatientTexts = {
  footer: { imprint: 'Imprint', privacy: 'Privacy notice' },
  titles: { visit: 'Your visit', earlier: 'An earlier time', move: 'Move your visit' },
  labels: {
    visit: 'Visit',
    with: 'With',
    where: 'Where',
    yourVisit: 'Your visit',
    yourTime: 'Your time',
    yourTimeNow: 'Your time now',
    earlierTime: 'Earlier time',
    yourNewTime: 'Your new time',
    cancelled: 'Cancelled',
    newTime: 'New time',
  },
  buttons: {
    coming: 'Yes, I am coming',
    notComing: 'I cannot come',
    cancel: 'Cancel my visit',
    keep: 'Keep my visit',
    accept: 'Accept earlier time',
    keepCurrent: 'Keep my current time',
    addToCalendar: 'Add to my calendar',
    notComingAfterAll: 'I cannot come after all',
    call: (phone) => `Call us, ${phone}`,
    askNoMore: 'Do not ask me again',
    askAgain: 'Ask me again',
    save: 'Save',
    back: 'Back to my visit',
    move: 'Move my appointment',
    seeOffer: 'See it and choose',
    moveHere: 'Move to this time',
    otherTimes: 'See other times',
  },
  wish: {
    label: 'Open to an earlier time',
    hint: 'You may email me when one becomes free. I can stop that at any time.',
    saved: {
      on: 'Noted. If an earlier time falls free, we ask you by email.',
      off: 'Noted. We no longer ask you about earlier times.',
    },
  },
  wishes: {
    askDifferently: 'Ask me differently',
    counts: 'What you choose here counts from now on, when you keep your current time.',
    keepAndSave: 'Keep my time and save this',
    stop: 'Do not ask me again',
    page: (at) => ({
      title: 'Which earlier times suit you?',
      lead: `Your visit is ${at.dayInside}, ${at.clock}. It stays yours until you accept another time.`,
    }),
    link: 'Which times suit you',
    askMe: 'Ask me about these times',
    times: 'Time of day',
    timesOfDay: { morning: 'Morning', afternoon: 'Afternoon', evening: 'From 17:00' },
    weekdays: 'Days',
    notBefore: 'Not before',
    notBeforeHint: 'Empty: as soon as possible.',
    notice: 'I need to know it',
    noticeOf: (minutes) =>
      minutes === 0 ? 'no matter how soon before' : `${spelledOut(minutes)} before`,
    with: 'With',
    withAnybody: 'anybody',
    withOnly: (practitioners) => `only ${practitioners.join(' or ')}`,
    minGain: 'At least so much earlier',
    minGainOf: (days) =>
      days === null ? 'no matter how much' : `${spelledOut(days * 1440)} earlier`,
    saved: 'Noted. From now on we ask you only about times that suit.',
    notSaved: 'This is not saved yet.',
    keptNotSaved: 'You keep your time, but how you want to be asked is not saved.',
    mend: 'Go to the field',
    noTimes:
      'Choose at least one time of day. If none suits you, choose “Do not ask me again” instead.',
    noWeekdays: 'Choose at least one day. If none suits you, choose “Do not ask me again” instead.',
    notADate: 'This is no date. Enter one like 2026-03-31, or leave it empty.',
    afterVisit: (at) =>
      `Your visit is ${at.onDay} already, so no earlier time would be left. Choose a day before it, or leave this empty.`,
  },
  hold: {
    until: (when, today) =>
      today
        ? `Held for you until ${when.clock}`
        : `Held for you until ${when.dayInside}, ${when.clock}`,
    open: (until, today) => `Open until ${clock(until, today)}`,
    waiting: (at, until, today) =>
      `An earlier time waits for your answer until ${clock(until, today)}: ${at.dayInside}, ${at.clock}.`,
    atOnce: (n) =>
      `We have asked up to ${n} patients at once, because it is soon. The first to accept has it.`,
  },
  visit: {
    ask: (name, at) => ({ title: `${name}, are you coming ${at.onDay}?` }),
    anotherTime: { before: 'Need another time? Call', after: '.' },
    untilToday: (until) => `, today until ${until.clock}`,
    moveOrCall: { need: 'Need another time?', before: 'or call', after: '.' },
    confirmed: (at) => ({
      title: `Thank you. We will see you ${at.onDay} at ${at.clock}`,
      note: 'If something comes up, please tell us as early as you can.',
    }),
    cancelQuestion: (at, offered) => ({
      title: `Cancel your visit ${at.onDay}?`,
      lead: `${offered ? 'Your time will be offered to somebody who is waiting. ' : ''}To come after all you would need a new time.`,
    }),
    cancelCall: { before: 'You can book a new time by phone,', after: '.' },
    movedByYou: (at) => ({
      title: `Done. We will see you ${at.onDay} at ${at.clock}`,
      note: 'Your old time is given up. A mail with this time is on its way; the links in our earlier mails no longer work.',
    }),
    cancelledByYou: (offered) => ({
      title: 'Your visit is cancelled',
      lead: `Thank you for telling us.${offered ? ' Somebody who is waiting may have the time now.' : ''}`,
      note: 'For a new time, please call us.',
    }),
    cancelledByClinic: {
      title: 'Your visit does not take place',
      lead: 'It is cancelled. If this is news to you, we are sorry.',
      note: 'Please call us, and we will find you a new time.',
    },
    moved: {
      title: 'Your visit has moved',
      lead: 'This link belongs to the old time. Our newest mail to you has the new time and a link that works.',
      note: 'You cannot find that mail? Please call us.',
    },
    standsAgain: {
      title: 'Your visit stands again',
      lead: 'It was cancelled for a while, and takes place after all: same day, same time, same place.',
      note: 'This link is from before. Our newest mail to you has one that works; if you cannot find it, please call us.',
    },
    arrived: {
      title: 'Welcome. We know that you are here',
      lead: 'You need do nothing more on this page.',
      note: 'If anything is unclear, please speak to us at the desk, or call us.',
    },
    past: (at) => ({
      title: 'This visit is over',
      lead: `It was ${at.onDay} at ${at.clock}.`,
      note: 'For a new visit, please call us.',
    }),
  },
  move: {
    choose: (at) => ({
      title: 'Choose a new time',
      lead: `Your visit is ${at.dayInside}, ${at.clock}. It stays yours until you choose another.`,
    }),
    with: (practitioner) => `With ${practitioner}`,
    showOthers: 'See times with other practitioners',
    showOwn: (practitioner) => `See times with ${practitioner}`,
    free: (n) => (n === 1 ? '1 time free' : `${n} times free`),
    earlierDays: 'Earlier days',
    laterDays: 'Later days',
    none: 'No time is free in these days. Please look at later days, or call us.',
    taken: 'That time has just been taken. These are the times that are still free.',
    confirm: {
      title: 'Move your visit to this time?',
      note: 'Somebody else may have your old time then. Nothing changes until you press the button.',
    },
    tooLate: (at, hours) => ({
      title: 'It is too late to move your visit here',
      lead: hours
        ? `Your visit is ${at.dayInside}, ${at.clock}. Here it can be moved until ${hoursBefore(hours)} before it. Please call us, and we will see what we can do.`
        : `Your visit is ${at.dayInside}, ${at.clock}. Please call us.`,
    }),
    notHere: {
      title: 'Please call us for another time',
      lead: 'Your clinic moves visits by telephone. You keep your time until then.',
    },
  },
  offer: {
    pending: (name, current) => ({
      title: `${name}, an earlier time is free for you`,
      note: `Nothing changes until you choose. Without an answer you keep ${current.short}.`,
    }),
    accepted: (at, old) => ({
      title: `Done. We will see you ${at.onDay} at ${at.clock}`,
      note: `Your old time on ${old.short} is given up; somebody else may have it now. A mail with this time is on its way.`,
    }),
    declined: {
      title: 'You keep your time',
      lead: 'Thank you for answering. The earlier time is free for somebody else now.',
      note: askAgain,
    },
    late: (ended, today, current) => ({
      title: 'The offer is over, but the time is still free',
      lead: `It was yours to take until ${clock(ended, today)}, and nobody else has it yet. You can still take it.`,
      note: `Nothing changes until you choose. If you do nothing, you keep ${current.short}.`,
    }),
    kept: {
      title: 'You keep your time',
      lead: 'Nothing has changed.',
      note: askAgain,
    },
    askingAnother: (ended, today) => ({
      title: endedAt(ended, today),
      lead: 'We are asking somebody else; they have the time until they answer. If they do not want it, you can take it on this page: look again later. You have lost nothing:',
      note: askAgain,
    }),
    expired: (ended, today) => ({
      title: endedAt(ended, today),
      lead: 'It was yours to take until then, and is no longer free. You have lost nothing:',
      note: askAgain,
    }),
    withdrawn: {
      title: 'This offer is closed',
      lead: 'The clinic has ended it, and the earlier time is no longer held for you. We are sorry. You have lost nothing:',
      note: askAgain,
    },
    taken: {
      title: 'That time is no longer free',
      lead: 'The clinic has given it to somebody else, and we are sorry. You have lost nothing:',
      note: askAgain,
    },
    neededBack: {
      title: 'That time is no longer free',
      lead: 'Whoever had given it up needs it after all, and we are sorry. You have lost nothing:',
      note: askAgain,
    },
    unavailable: {
      title: 'That time cannot be had after all',
      lead: 'The clinic’s plans for that day have changed, and we are sorry. You have lost nothing:',
      note: askAgain,
    },
    busyThen: {
      title: 'This offer is closed',
      lead: 'You now have another visit with us at the earlier time. You have lost nothing:',
      note: askAgain,
    },
    undelivered: {
      title: 'This offer is closed',
      lead: 'Our mail about it could not be delivered to you, so we no longer hold the time. Please call us, so that the next one reaches you. You have lost nothing:',
    },
    quicker: {
      title: 'Somebody else was quicker',
      lead: 'We had asked several patients at once, because it was soon, and the first to accept has the time. Thank you all the same. You have lost nothing:',
      note: 'You stay on our list. When another earlier time falls free, we ask you again.',
    },
    visitChanged: {
      title: 'This offer is closed',
      lead: 'Your visit was moved or cancelled after we wrote to you, so the offer no longer fits. Our newest mail to you says what holds now.',
      note: 'You cannot find that mail? Please call us.',
    },
  },
  wrongLink: {
    title: 'This link does not work',
    lead: 'It may have been cut off, or be too old. Nothing has changed.',
    note: 'Please press the button in our newest mail once more, or call your clinic: its number is in every mail.',
  },
  endedLink: (phone) => ({
    title: 'This link has ended',
    lead: `The clinic has ended it, and your appointment stays as it is. Our newest email to you has a link that works${phone ? '; if you cannot find it, please call us' : ''}.`,
  }),
  answeredBefore: 'You had already answered. This is what holds.',
  failed: {
    title: 'That did not work',
    lead: 'Something broke on our side. This page shows what holds now.',
    note: 'Please try again in a minute, or call us.',
  },
}

function endedAt(ended: When, today: boolean): string {
  return today
    ? `This offer ended at ${ended.clock}`
    : `This offer ended ${ended.onDay} at ${ended.clock}`
}

function clock(at: When, today: boolean): string {
  return today ? at.clock : `${at.dayInside}, ${at.clock}`
}

/** '24 hours', '3 days'. */
function hoursBefore(hours: number): string {
  return hours > 24 ? spelledOut(hours * 60) : `${hours} ${hours === 1 ? 'hour' : 'hours'}`
}

/** '2 hours', '1 day'. */
function spelledOut(minutes: number): string {
  const [n, unit] =
    minutes % 1440 === 0
      ? [minutes / 1440, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute']
  return `${n} ${unit}${n === 1 ? '' : 's'}`
}
