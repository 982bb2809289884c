import type { PatientTexts } from '@/components/patient/texts'
import type { When } from '@/components/patient/when'

const askAgain = 'When another earlier time falls free, we ask you again.'

export const en: PatientTexts = {
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
  },
  wish: {
    label: 'Open to an earlier time',
    hint: 'If one falls free we ask you by email first',
    saved: {
      on: 'Noted. If an earlier time falls free, we ask you by email.',
      off: 'Noted. We no longer ask you about earlier times.',
    },
  },
  hold: {
    until: (when, today) =>
      today
        ? `Held for you until ${when.time}`
        : `Held for you until ${when.dayInside}, ${when.time}`,
  },
  visit: {
    ask: (name, at) => ({ title: `${name}, are you coming ${at.onDay}?` }),
    anotherTime: (untilToday) => ({
      before: 'Need another time? Call',
      after: untilToday ? `, today until ${untilToday}.` : '.',
    }),
    confirmed: (at) => ({
      title: `Thank you. We will see you ${at.onDay} at ${at.time}`,
      note: 'If something comes up, please tell us as early as you can.',
    }),
    cancelQuestion: (at) => ({
      title: `Cancel your visit ${at.onDay}?`,
      lead: 'Your time will be offered to somebody who is waiting. To come after all you would need a new time.',
    }),
    cancelCall: { before: 'You can book a new time by phone,', after: '.' },
    cancelledByYou: {
      title: 'Your visit is cancelled',
      lead: 'Thank you for telling us. Somebody who is waiting may have the time now.',
      note: 'For a new time, please call us.',
    },
    cancelledByClinic: {
      title: 'Your visit does not take place',
      lead: 'We had to cancel it, and we are sorry.',
      note: 'Please call us, and we will find you a new time.',
    },
    moved: {
      title: 'Your visit has moved',
      lead: 'This link belongs to the old time. Our newest mail to you has the new time and a link that works.',
      note: 'You cannot find that mail? Please call us.',
    },
    past: (at) => ({
      title: 'This visit is over',
      lead: `It was ${at.onDay} at ${at.time}.`,
      note: 'For a new visit, please call us.',
    }),
  },
  offer: {
    pending: (name, current) => ({
      title: `${name}, an earlier time is free for you`,
      note: `Nothing changes until you choose. Without an answer you keep ${current.short}.`,
    }),
    accepted: (at, old) => ({
      title: `Done. We will see you ${at.onDay} at ${at.time}`,
      note: `Your old time on ${old.short} is given up; somebody else may have it now. A mail with this time is on its way.`,
    }),
    declined: {
      title: 'You keep your time',
      lead: 'Thank you for answering. The earlier time goes to the next patient.',
      note: askAgain,
    },
    late: (ended, today, current) => ({
      title: 'The offer is over, but the time is still free',
      lead: `It was held for you until ${clock(ended, today)}, and nobody else has it yet. You can still take it.`,
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
      lead: 'The time was held for you until then and is no longer free. You have lost nothing:',
      note: askAgain,
    }),
    withdrawn: {
      title: 'This offer is closed',
      lead: 'The clinic needs the earlier time after all, and we are sorry. You have lost nothing:',
      note: askAgain,
    },
    taken: {
      title: 'That time is no longer free',
      lead: 'It was given away before your answer reached us, and we are sorry. You have lost nothing:',
      note: askAgain,
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
  failed: {
    title: 'That did not work',
    lead: 'Something broke on our side. This page shows what holds now.',
    note: 'Please try again in a minute, or call us.',
  },
}

function endedAt(ended: When, today: boolean): string {
  return today
    ? `This offer ended at ${ended.time}`
    : `This offer ended ${ended.onDay} at ${ended.time}`
}

function clock(at: When, today: boolean): string {
  return today ? at.time : `${at.dayInside}, ${at.time}`
}
