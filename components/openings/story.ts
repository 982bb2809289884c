import type { OpeningDetails, PastOffer, TrailRow } from '@/db/queries/opening-details'
import type { GlyphState } from '../status/words'
import { withdrawnWords } from './words'

export type StoryEntry = {
  key: string
  at: Date
  glyph: GlyphState
  text: string
  /** The offer that it tells of: why this patient was asked. */
  offer: PastOffer | null
  /** The opening that it came from. */
  openingId: string | null
}

/** How an opening came about and what happened to it, in order: who left it, each offer, its end. */
export function storyOf(opening: OpeningDetails): StoryEntry[] {
  return [
    leaving(opening),
    ...opening.offers.map((offer) => answer(offer, opening)),
    ...end(opening),
  ]
}

/** Who left the time, and how; by the trail, or else by what kind of opening it is. */
function leaving(opening: OpeningDetails): StoryEntry {
  const { leftBy, source, createdAt, id, trail } = opening
  const leftByName = opening.leftByName ?? ''
  const left = trail.findLast(
    (row) => row.appointmentId === leftBy && row.openingId !== id && row.at <= createdAt,
  )
  const entry = { key: 'left', at: left?.at ?? createdAt, offer: null }
  if (source === 'accepted') {
    const text = `${leftByName} took an earlier time`
    return { ...entry, glyph: 'moved', text, openingId: left?.openingId ?? null }
  }
  if (source !== 'cancellation') {
    const text = sourceWords[source](leftByName)
    return { ...entry, glyph: 'opening', text, openingId: null }
  }
  return { ...entry, glyph: 'cancelled', text: cancelled(leftByName, left), openingId: null }
}

const sourceWords: Record<
  Exclude<OpeningDetails['source'], 'cancellation' | 'accepted'>,
  (name: string) => string
> = {
  move: (name) => `The visit of ${name} was moved`,
  'no-show': (name) => `${name} did not come`,
  'added-hours': () => 'Working hours were added',
  'shortened-absence': () => 'An absence was shortened',
  remainder: (name) => `Left over from the longer visit of ${name}`,
}

function cancelled(name: string, row: TrailRow | undefined): string {
  if (row?.actorKind === 'staff') return `${row.actorName} cancelled the visit of ${name}`
  if (row?.actorKind === 'system') return `The visit of ${name} was cancelled`
  return row ? `${name} cancelled by mail` : `${name} cancelled`
}

function answer(offer: PastOffer, opening: OpeningDetails): StoryEntry {
  const { glyph, text } = outcome(offer, opening)
  const at = offer.closedAt ?? offer.offeredAt
  return { key: offer.id, at, glyph, text, offer, openingId: null }
}

function outcome(offer: PastOffer, opening: OpeningDetails): { glyph: GlyphState; text: string } {
  const name = offer.patientName
  switch (offer.state) {
    case 'pending':
      return { glyph: 'held', text: `Offered to ${name}` }
    case 'accepted':
      return { glyph: 'filled', text: `${name} accepted` }
    case 'declined':
      return { glyph: 'declined', text: `${name} declined` }
    case 'expired':
      return { glyph: 'expired', text: `${name} did not answer` }
    case 'withdrawn':
      return { glyph: 'declined', text: endedWords(offer, opening) }
  }
}

function endedWords({ id, closedWhy, patientName: name }: PastOffer, opening: OpeningDetails) {
  if (closedWhy === 'visit-cancelled') return `${name} cancelled the own visit`
  if (closedWhy === 'visit-moved') return `The visit of ${name} was moved`
  if (closedWhy === 'left-waitlist') return `${name} no longer wants an earlier time`
  if (closedWhy !== 'by-staff') return `The offer to ${name} ended`
  const row = opening.trail.find(
    ({ action, details }) => action === 'offer.withdrawn' && details.offerId === id,
  )
  return row?.actorKind === 'staff'
    ? `${row.actorName} ended the offer to ${name}`
    : `The offer to ${name} was ended`
}

function end(opening: OpeningDetails): StoryEntry[] {
  const { state, closedAt, closedWhy, exhaustedAt, filledByName } = opening
  const entry = { key: 'end', offer: null, openingId: null }
  if (!closedAt) {
    if (state !== 'open' || !exhaustedAt) return []
    const text = opening.offers.length > 0 ? 'Nobody else suits' : 'Nobody suits yet'
    return [{ ...entry, at: exhaustedAt, glyph: 'opening', text }]
  }
  const by = opening.trail.findLast(({ action }) => action === `opening.${state}`)
  const staff = by?.actorKind === 'staff' ? by.actorName : null
  if (state === 'lapsed') {
    return [{ ...entry, at: closedAt, glyph: 'lapsed', text: 'It began, and nobody had taken it' }]
  }
  if (state === 'withdrawn') {
    const text =
      staff && closedWhy === 'by-staff'
        ? `${staff} took it out`
        : withdrawnWords(closedWhy, opening)
    return [{ ...entry, at: closedAt, glyph: 'cancelled', text }]
  }
  if (closedWhy === 'accepted') return []
  const text = `${staff ?? 'Staff'} booked ${filledByName ?? 'a patient'} by hand`
  return [{ ...entry, at: closedAt, glyph: 'filled', text }]
}
