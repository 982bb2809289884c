import type { OpeningDetails, PastOffer, TrailRow } from '@/db/queries/opening/details'
import type { GlyphState } from '../status/words'
import { endWords, offerEndWords } from './endings'
import { type Clock, whenWords } from './words'

export type StoryEntry = {
  key: string
  at: Date
  glyph: GlyphState
  text: string
  /** The offer that it tells of: why this patient was asked. */
  offer: PastOffer | null
  /** The opening that it came from, or that came of it. */
  openingId: string | null
}

/** How an opening came about and what happened to it, in order: who left it, each offer, its end. */
export function storyOf(opening: OpeningDetails, clock: Clock): StoryEntry[] {
  return [
    leaving(opening),
    ...opening.offers.map((offer) => answer(offer, opening)).sort((a, b) => +a.at - +b.at),
    ...end(opening, clock),
  ]
}

/** Who left the time, and how: whoever made the opening, or the one whose place it took. */
function leaving(opening: OpeningDetails): StoryEntry {
  const { source, createdAt, id, madeOf, parentId, trail } = opening
  const leftByName = opening.leftByName ?? ''
  const opened = trail.find(
    ({ action, openingId }) => action === 'opening.opened' && openingId === (madeOf[0] ?? id),
  )
  const entry = { key: 'left', at: opened?.at ?? createdAt, offer: null }
  if (source === 'accepted') {
    const text = `${leftByName} took an earlier time`
    return { ...entry, glyph: 'moved', text, openingId: parentId }
  }
  if (source === 'by-hand') {
    const text = `${opened?.actorName ?? 'Staff'} freed this time`
    return { ...entry, glyph: 'opening', text, openingId: null }
  }
  if (source !== 'cancellation') {
    const text = sourceWords[source](leftByName)
    return { ...entry, glyph: 'opening', text, openingId: null }
  }
  return { ...entry, glyph: 'cancelled', text: cancelled(leftByName, opened), openingId: null }
}

const sourceWords: Record<
  Exclude<OpeningDetails['source'], 'cancellation' | 'accepted' | 'by-hand'>,
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
  const { id, state, closedWhy, patientName } = offer
  if (state === 'pending') return { glyph: 'held', text: `Offered to ${patientName}` }
  if (state === 'accepted' && !closedWhy)
    return { glyph: 'filled', text: `${patientName} accepted` }
  const row = opening.trail.find(
    ({ action, details }) => action === 'offer.withdrawn' && details.offerId === id,
  )
  const staff = row?.actorKind === 'staff' ? row.actorName : null
  const text = offerEndWords(closedWhy, patientName, { ...opening, staff })
  return { glyph: answered[state], text }
}

const answered: Record<Exclude<PastOffer['state'], 'pending'>, GlyphState> = {
  accepted: 'filled',
  declined: 'declined',
  expired: 'expired',
  withdrawn: 'declined',
}

function end(opening: OpeningDetails, clock: Clock): StoryEntry[] {
  const { state, closedAt, closedWhy, exhaustedAt, filledByName, onward } = opening
  const entry = { key: 'end', offer: null, openingId: null }
  if (!closedAt) {
    if (state !== 'open' || !exhaustedAt) return []
    const text = opening.offers.length > 0 ? 'Nobody else suits' : 'Nobody suits yet'
    return [{ ...entry, at: exhaustedAt, glyph: 'opening', text }]
  }
  const by = opening.trail.findLast(({ action }) => action === `opening.${state}`)
  const staff = by?.actorKind === 'staff' ? by.actorName : null
  if (state === 'lapsed') {
    return [{ ...entry, at: closedAt, glyph: 'lapsed', text: endWords(closedWhy, opening) }]
  }
  if (state === 'withdrawn') {
    const text =
      staff && closedWhy === 'by-staff' ? `${staff} took it out` : endWords(closedWhy, opening)
    return [{ ...entry, at: closedAt, glyph: 'cancelled', text }]
  }
  if (closedWhy === 'accepted') {
    if (!onward) return []
    const text = `${filledByName} left ${whenWords(onward.startsAt, clock)}`
    return [{ ...entry, at: closedAt, glyph: 'opening', text, openingId: onward.id }]
  }
  const text = `${staff ?? 'Staff'} booked ${filledByName ?? 'a patient'} by hand`
  return [{ ...entry, at: closedAt, glyph: 'filled', text }]
}
