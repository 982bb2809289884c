import type { StaffRole } from '@/emails/kinds'
import type { MailTexts } from '@/emails/texts/type'

const because = (clinic: string) => `You get this because you have a visit at ${clinic}.`

const agreed = () => 'You get this because you agreed to be asked by email about earlier times.'

const roles: Record<StaffRole, string> = {
  admin: 'an administrator',
  scheduler: 'a scheduler',
  practitioner: 'a practitioner',
}

export const en: MailTexts = {
  greeting: (name) => `Dear ${name},`,
  greetingNameless: 'Hello,',
  details: (type, minutes, practitioner) =>
    `${type ? `${type}, ` : ''}${minutes} min, with ${practitioner},`,
  withPractitioner: (practitioner) => `with ${practitioner}`,
  callUs: (phone) => `Call us, ${phone}`,
  footer: {
    trouble: 'Button not working? Copy this address:',
    because: {
      booked: because,
      confirm: because,
      moved: because,
      cancelled: (clinic) => `You get this because you had a visit at ${clinic}.`,
      offer: agreed,
      accepted: because,
      'offer-closed': agreed,
      invitation: (clinic) => `You get this because somebody at ${clinic} entered your address.`,
    },
    change: 'Stop or change that here',
    changeOrCall: 'or call',
    questions: 'Questions? Call',
    imprint: 'Imprint',
    privacy: 'Privacy notice',
    timesFor: (place) => `All times are for ${place}.`,
  },
  booked: (at, { reinstated, waits }) => ({
    subject: `${reinstated ? 'Your visit stands again' : 'Your visit'}: ${at.day}, ${at.time}`,
    preview: reinstated
      ? 'It takes place after all. A file for your calendar is attached.'
      : 'Booked for you. A file for your calendar is attached.',
    heading: reinstated
      ? 'Your visit stands again: it takes place after all, at the same time.'
      : 'Your visit is booked.',
    card: 'Your visit',
    button: 'See your visit',
    note: `On the next page you can say that you are coming, cancel, or ${waits ? 'say that you no longer want an earlier time' : 'ask for an earlier time'}. Opening it changes nothing. ${waits ? 'When an earlier time that suits you falls free, we write to you. ' : ''}The attached file puts the visit into your calendar.`,
  }),
  confirm: (at) => ({
    subject: `Are you coming? Your visit: ${at.day}, ${at.time}`,
    preview: 'Please tell us whether you are coming.',
    heading: 'Are you coming?',
    card: 'Your visit',
    button: 'Answer now',
    note: 'On the next page you say yes or cancel. Opening it changes nothing. If you cannot come, please tell us soon, so that somebody who is waiting can have the time.',
  }),
  moved: (at, by) => ({
    subject: `Your new time: ${at.day}, ${at.time}`,
    preview: by === 'clinic' ? 'We have moved your visit.' : 'Your visit is moved, as you asked.',
    heading: by === 'clinic' ? 'We have moved your visit.' : 'Your visit is moved.',
    lead:
      by === 'clinic'
        ? 'Please do not come at the old time. If the new one does not suit you, please call us.'
        : 'You asked for this change. Your old time is given up.',
    card: 'New time',
    oldCard: 'Old time',
    button: 'See your visit',
    note: 'On the next page you can say that you are coming, or cancel. Opening it changes nothing. The links in our earlier mails about this visit no longer work.',
  }),
  cancelled: (at, by) => ({
    subject: `Cancelled: your visit on ${at.day}, ${at.time}`,
    preview: 'Please call us for a new time.',
    heading: 'Your visit is cancelled.',
    lead:
      by === 'clinic'
        ? 'The visit below does not take place. If this is news to you, we are sorry: please call us, and we will find you a new time.'
        : 'You cancelled the visit below. Thank you for telling us.',
    card: 'Cancelled',
    note: 'To get a new time, please call us.',
  }),
  offer: ({ offered, currentDay, earlier, until, untilToday, askedAtOnce }) => ({
    subject: `An earlier time for you: ${offered.day}, ${offered.time}`,
    preview: `${capital(earlier)} than your ${currentDay}. ${askedAtOnce > 1 ? 'The first to accept has it; open' : 'Held for you'} until ${untilToday ? until.time : `${until.day}, ${until.time}`}.`,
    heading: 'An earlier time has fallen free. Would you like it?',
    card: 'Earlier time',
    currentCard: 'Your time now',
    button: 'See it and choose',
    note: `On the next page you accept the time or keep your own. Opening it changes nothing. If you do not answer, you keep ${currentDay}, and somebody else may get the time.`,
  }),
  held: (until, today, atOnce) => ({
    before:
      atOnce > 1
        ? `We ask up to ${atOnce} patients at once, because it is soon; the first to accept has it. Open until`
        : 'Held for you alone until',
    until: today ? until.time : `${until.day}, ${until.time}`,
    after: today ? ' today.' : '.',
  }),
  accepted: (at, oldDay) => ({
    subject: `Your new time: ${at.day}, ${at.time}`,
    preview: `The earlier time is yours. Your old time on ${oldDay} is given up.`,
    heading: 'Done. The earlier time is yours.',
    card: 'Your new time',
    oldCard: 'Old time, given up',
    lead: 'Somebody else may have your old time now.',
    button: 'See your visit',
    note: 'If you cannot come after all, please cancel on the next page. Opening it changes nothing.',
  }),
  offerClosed: (offered, at, why) => ({
    subject: `Your time stays: ${at.day}, ${at.time}`,
    preview:
      why === 'quicker'
        ? 'Somebody else was quicker. You have lost nothing.'
        : 'The earlier time is no longer held for you. You have lost nothing.',
    heading: 'Your time stays as it was.',
    lead: {
      expired: `We had no answer from you about ${offered.day}, ${offered.time}, so we no longer hold that time for you. As long as nobody has that time, you can still take it: press the button in our mail about it once more. You have lost nothing.`,
      quicker: `For ${offered.day}, ${offered.time}, somebody else was quicker: we had asked several patients at once, because it was soon. Thank you all the same. You have lost nothing, and you stay on our list.`,
      taken: `The clinic has given the earlier time on ${offered.day}, ${offered.time}, to somebody else. We are sorry. You have lost nothing.`,
      'needed-back': `The earlier time on ${offered.day}, ${offered.time}, is no longer free: whoever had given it up needs it after all. We are sorry. You have lost nothing.`,
      unavailable: `The earlier time on ${offered.day}, ${offered.time}, cannot be had after all: the clinic's plans for that day have changed. We are sorry. You have lost nothing.`,
      'busy-then': `You now have another visit with us at the earlier time on ${offered.day}, ${offered.time}, so we no longer offer it to you. You have lost nothing.`,
      withdrawn: `The clinic has ended its offer of ${offered.day}, ${offered.time}, and that time is no longer held for you. We are sorry. You have lost nothing.`,
    }[why],
    card: 'Your time',
    button: 'See your visit',
    note: 'When another earlier time falls free, we ask you again. You can change that on the next page; opening it changes nothing.',
  }),
  invitation: ({ clinic, invitedBy, email, role, until }) => ({
    subject: `${clinic} invites you to Medcal`,
    preview: `${invitedBy} would like you to join. Valid until ${until.day}, ${until.time}.`,
    heading: `Join ${clinic} on Medcal.`,
    lead: `${invitedBy} invites you to work with the clinic's calendar as ${roles[role]}.`,
    address: `Please create your account, or sign in, with this address: ${email}. The invitation holds for no other.`,
    valid: `It is valid until ${until.day}, ${until.time}.`,
    button: 'Join the clinic',
    note: 'If you did not expect this, do nothing: nobody joins without your account.',
  }),
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
