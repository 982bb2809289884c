import { listed } from './words'

/** Somebody for whom a time is held: their offer, and their own time in words. */
export type Holder = { offerId: string; patientName: string; own: string }

/** What staff end: the offer to one of those who hold a time, or all offering of it. */
export type Ending = { kind: 'release'; holder: Holder } | { kind: 'withdraw' }

/** What comes of ending one offer. `next`: who is asked then, null for nobody, undefined where it is not known. */
export function releaseWords(
  { offerId, patientName, own }: Holder,
  holders: readonly Holder[],
  next?: string | null,
): string {
  const others = holders.filter((one) => one.offerId !== offerId).map((one) => one.patientName)
  return [
    `${patientName} is told by mail and keeps ${own}.`,
    others.length > 0 && `It is still held for ${listed(others)}.`,
    next && `${next} is asked next.`,
    next === null && others.length === 0 && 'Nobody else suits at the moment.',
    next === undefined && 'Whoever suits next is asked.',
  ]
    .filter(Boolean)
    .join(' ')
}

/** What comes of taking an opening out: who is told, and what they keep. */
export function withdrawWords(what: string, holders: readonly Holder[]): string {
  const free = `${what}: the time stays free, and nobody is asked any more.`
  const [holder] = holders
  if (!holder) return free
  const names = listed(holders.map(({ patientName }) => patientName))
  if (holders.length === 1) {
    return `${free} The offer to ${names} ends; the patient is told and keeps ${holder.own}.`
  }
  return `${free} The ${holders.length} offers to ${names} end; each of them is told and keeps their own time.`
}
