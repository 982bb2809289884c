import { duration, weekdayName } from '@/lib/domain/format'
import type { Candidate, MatchReason, Misfit } from '@/lib/domain/matching'
import type { Wishes } from '@/lib/domain/wishes'

/** An offer's answer, for who was asked before. */
export type Answer = 'pending' | 'accepted' | 'declined' | 'expired' | 'withdrawn'

/**
 * What spoke for a patient, in words: 'Thu, Fri', 'afternoons', '2 h notice'. `who` is the opening's
 * practitioner. That anybody would do goes without saying, and two times "any" is one.
 */
export function reasonWords(
  reasons: readonly MatchReason[],
  wishes: Wishes,
  who: string,
): string[] {
  const anyTime = reasons.includes('any-weekday') && reasons.includes('any-time-of-day')
  return reasons
    .filter((reason) => reason !== 'any-practitioner' && !(anyTime && reason === 'any-weekday'))
    .map((reason) => spoken[reason](wishes, who))
}

const spoken: Record<MatchReason, (wishes: Wishes, who: string) => string> = {
  'own-practitioner': () => 'own practitioner',
  practitioner: (_, who) => who,
  'any-practitioner': () => 'any practitioner',
  weekday: ({ weekdays }) => weekdayWords(weekdays),
  'any-weekday': () => 'any day',
  'time-of-day': ({ times }) => timesWords(times),
  'any-time-of-day': () => 'any time',
  notice: ({ noticeMinutes }) => noticeWords(noticeMinutes),
  'shorter-visit': () => 'shorter visit',
}

/** 'Thursdays' for one, 'Tue, Thu' for some. */
function weekdayWords(weekdays: readonly number[]): string {
  const [first] = weekdays
  if (weekdays.length === 1 && first) return `${weekdayName(first, 'en')}s`
  return [...weekdays]
    .sort((a, b) => a - b)
    .map((weekday) => weekdayName(weekday, 'en', 'short'))
    .join(', ')
}

function timesWords(times: Wishes['times']): string {
  return times.map((time) => `${time}s`).join(', ')
}

/** '4 h notice', 'a day’s notice', '2 days’ notice'. */
function noticeWords(minutes: number): string {
  if (minutes === 1440) return 'a day’s notice'
  if (minutes > 1440 && minutes % 1440 === 0) return `${minutes / 1440} days’ notice`
  return `${duration(minutes, 'en')} notice`
}

export type Unsuited = { candidate: Candidate; misfits: Misfit[] }

/** Who does not suit and why, the most frequent reason first; each candidate counts once. */
export function unsuitedGroups(
  unsuited: readonly Unsuited[],
  answerOf: (appointmentId: string) => Answer | undefined,
): { reason: string; people: (Unsuited & { all: string[] })[] }[] {
  const groups = new Map<string, (Unsuited & { all: string[] })[]>()
  for (const one of unsuited) {
    const found = inOrder.filter((misfit) => one.misfits.includes(misfit))
    const words = found.map((misfit) =>
      obstacles[misfit](one.candidate, answerOf(one.candidate.appointmentId)),
    )
    const reason = words[0] ?? 'do not suit'
    groups.set(reason, [...(groups.get(reason) ?? []), { ...one, all: words }])
  }
  return [...groups]
    .map(([reason, people]) => ({ reason, people }))
    .sort((a, b) => b.people.length - a.people.length || a.reason.localeCompare(b.reason, 'en'))
}

/** The reason that tells most comes first. */
const inOrder: Misfit[] = [
  'left-it',
  'already-offered',
  'being-offered-another',
  'asked-too-often',
  'no-consent',
  'not-reachable',
  'other-practitioner',
  'other-time-of-day',
  'other-weekday',
  'too-short-notice',
  'too-little-time',
  'not-before',
  'too-long',
  'clash',
  'too-little-gain',
  'not-earlier',
  'other-type',
]

const obstacles: Record<Misfit, (candidate: Candidate, answer?: Answer) => string> = {
  'already-offered': (_, answer) => answers[answer ?? 'withdrawn'],
  'being-offered-another': () => 'asked about another time now',
  'asked-too-often': ({ offersLately }) => `had ${offersLately} offers lately`,
  'no-consent': () => 'want no offers by mail',
  'not-reachable': () => 'mail to them comes back',
  'not-before': ({ wishes }) => `not before ${wishes.notBefore}`,
  'too-little-gain': () => 'would gain too few days',
  'other-practitioner': () => 'with another practitioner only',
  'other-time-of-day': ({ wishes }) => `${timesWords(wishes.times)} only`,
  'other-weekday': ({ wishes }) =>
    wishes.weekdays.length > 3 ? 'on other weekdays only' : `${weekdayWords(wishes.weekdays)} only`,
  'too-short-notice': ({ wishes }) => `need ${noticeWords(wishes.noticeMinutes)}`,
  'too-little-time': () => 'have too little time left to answer',
  'too-long': ({ durationMinutes }) => `need ${duration(durationMinutes, 'en')}`,
  clash: () => 'have another visit then',
  'left-it': () => 'were moved away from it',
  'not-earlier': () => 'have an earlier visit',
  'other-type': () => 'another kind of visit',
}

const answers: Record<Answer, string> = {
  pending: 'asked about this time now',
  accepted: 'took this time',
  declined: 'declined this time',
  expired: 'did not answer for this time',
  withdrawn: 'their offer of this time was ended',
}
