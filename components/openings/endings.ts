import type { OfferEnding, OpeningEnding } from '@/lib/domain/endings'
import { shortName } from '../booking/short-name'

/** What the words about an opening's end name besides. */
type About = {
  practitionerName: string
  leftByName: string | null
  filledByName: string | null
}

/** Why an opening ended, as a sentence begins; nothing while it has not. */
export function endWords(why: OpeningEnding | null, about: About): string {
  if (!why) return ''
  const words = openingEnds[why](about)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How an offer to a patient of that name ended; `staff` is who ended it, where one of them did. */
export function offerEndWords(
  why: OfferEnding | null,
  name: string,
  about: About & { staff: string | null },
): string {
  const ended = `The offer to ${name} ended`
  if (!why) return ended
  if (isOwn(why)) return offerEnds[why](name, about)
  return `${ended}: ${openingEnds[why](about)}`
}

const openingEnds: Record<OpeningEnding, (about: About) => string> = {
  accepted: ({ filledByName }) => `${filledByName ?? 'somebody'} accepted`,
  'by-hand': () => 'the time was booked by hand',
  begun: () => 'it began, and nobody had taken it',
  'offers-off': () => 'it began while offers were switched off',
  'quiet-hours': () => 'it began before the quiet hours were over',
  'mail-down': () => 'it began while no mail went out',
  'by-staff': () => 'taken out by staff; the time stayed free',
  'practitioner-away': ({ practitionerName }) => `${shortName(practitionerName)} is away then`,
  'outside-hours': ({ practitionerName }) =>
    `${shortName(practitionerName)} does not work then any more`,
  'part-taken': () => 'part of its time was taken',
  'visit-reinstated': ({ leftByName }) => `${leftByName} has the visit again`,
  'visit-moved-back': ({ leftByName }) => `the visit of ${leftByName} was moved back`,
  'no-show-undone': ({ leftByName }) => `${leftByName} is expected after all`,
  reshaped: () => 'made into times for other visits',
}

/** Ends of an offer that are not those of its opening; what staff end they end either way. */
type OwnEnding = Exclude<OfferEnding, OpeningEnding> | 'by-staff'

const offerEnds: Record<
  OwnEnding,
  (name: string, about: About & { staff: string | null }) => string
> = {
  late: (name) => `${name} accepted, after the time to answer`,
  'by-patient': (name) => `${name} declined`,
  'no-answer': (name) => `${name} did not answer`,
  'given-to-another': (name, { filledByName }) =>
    `${filledByName ?? 'Somebody else'} was quicker than ${name}`,
  undeliverable: (name) => `The mail to ${name} did not arrive`,
  'not-taken': (name) => `The mail to ${name} was not taken in time`,
  'visit-cancelled': (name) => `The visit of ${name} was cancelled`,
  'visit-moved': (name) => `The visit of ${name} was moved`,
  'visit-attended': (name) => `The visit of ${name} has begun`,
  'left-waitlist': (name) => `${name} no longer wants an earlier time`,
  clash: (name) => `${name} has another visit at that time now`,
  'by-staff': (name, { staff }) =>
    staff ? `${staff} ended the offer to ${name}` : `The offer to ${name} was ended`,
}

function isOwn(why: OfferEnding): why is OwnEnding {
  return why in offerEnds
}
