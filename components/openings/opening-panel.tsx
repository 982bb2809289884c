import Link from 'next/link'
import type { OpeningDetails, PastOffer } from '@/db/queries/opening-details'
import { duration, time } from '@/lib/domain/format'
import type { Ranked } from '@/lib/domain/matching'
import { daysBetween } from '@/lib/domain/time'
import type { Wishes } from '@/lib/domain/wishes'
import { shortName } from '../booking/short-name'
import { StatusBadge } from '../status/badge'
import { Glyph } from '../status/glyph'
import { IconLink } from '../ui/button-link'
import { IconClose } from '../ui/icons'
import { Panel, PanelHead } from '../ui/panel'
import { openingsHref } from './address'
import { HeldBadge } from './held-badge'
import { NextPatients, type Suitor, UnsuitedPatients } from './next-patients'
import { OpeningActions } from './opening-actions'
import { reasonWords, type Unsuited } from './reasons'
import { type StoryEntry, storyOf } from './story'
import { badges, type Clock, dayWords, gainWords, momentWords, nearDay, whenWords } from './words'

/** Who of the waitlist suits an opening and who does not; names and last offers by appointment. */
export type Ranking = {
  chosen: Ranked[]
  unsuited: Unsuited[]
  people: Map<string, { name: string; lastAskedAt: Date | null }>
  cut: boolean
}

type Props = {
  opening: OpeningDetails
  /** Null for an opening that is closed or has begun. */
  ranking: Ranking | null
  may: { book: boolean; manage: boolean }
  practitionerId: string | null
  clock: Clock
}

/** One opening: its state, its story, how to step in, who is next and who does not suit. */
export function OpeningPanel({ opening, ranking, may, practitionerId, clock }: Props) {
  const { zone, now } = clock
  const { startsAt, endsAt, practitionerName, typeName } = opening
  const held = opening.offers.find(({ state }) => state === 'pending')
  const active = !opening.closedAt && startsAt > now
  const suitors = ranking ? suitorsOf(ranking, held, shortName(practitionerName)) : []
  return (
    <Panel label={`Opening ${whenWords(startsAt, clock)}`}>
      <PanelHead
        actions={
          <IconLink
            href={openingsHref({ practitionerId })}
            scroll={false}
            size="compact"
            label="Close"
            icon={<IconClose />}
          />
        }
      >
        {held ? <HeldBadge {...holdOf(held, now)} /> : <StateBadge opening={opening} />}
      </PanelHead>
      <h2
        id="opening-title"
        tabIndex={-1}
        className="mt-1 text-18 font-strong text-ink outline-none tablet:text-22"
      >
        {nearDay(startsAt, clock)}, {time(startsAt, zone)}–{time(endsAt, zone)}
      </h2>
      <p className="mb-3 text-14 text-ink-2">
        {isNear(startsAt, clock) && `${dayWords(startsAt, zone)} · `}
        {typeName}, {duration((+endsAt - +startsAt) / 60_000, 'en')} · {shortName(practitionerName)}
      </p>
      <Story entries={storyOf(opening)} opening={opening} clock={clock} />
      {active && (
        <OpeningActions
          openingId={opening.id}
          practitionerId={opening.practitionerId}
          typeId={opening.typeId}
          startIso={startsAt.toISOString()}
          what={`${whenWords(startsAt, clock)}, ${shortName(practitionerName)}`}
          hold={
            held
              ? {
                  offerId: held.id,
                  patientName: held.patientName,
                  own: `${dayWords(held.fromStartsAt, zone)}, ${time(held.fromStartsAt, zone)}`,
                  next: suitors[1]?.name ?? null,
                }
              : null
          }
          mayBook={may.book}
          mayManage={may.manage}
        />
      )}
      {active && ranking && (
        <>
          <NextPatients
            suitors={suitors}
            looked={ranking.chosen.length + ranking.unsuited.length}
            cut={ranking.cut}
            to={startsAt}
            clock={clock}
          />
          <UnsuitedPatients
            unsuited={ranking.unsuited.filter(
              ({ candidate }) => candidate.appointmentId !== held?.appointmentId,
            )}
            nameOf={(id) => ranking.people.get(id)?.name ?? ''}
            answerOf={(id) => opening.offers.find((o) => o.appointmentId === id)?.state}
            zone={zone}
          />
        </>
      )}
    </Panel>
  )
}

function StateBadge({ opening }: { opening: OpeningDetails }) {
  const { glyph, word } = badges[opening.state]
  return <StatusBadge state={glyph}>{word}</StatusBadge>
}

function holdOf({ offeredAt, expiresAt }: PastOffer, now: Date) {
  return {
    until: expiresAt.toISOString(),
    total: (+expiresAt - +offeredAt) / 60_000,
    now: now.toISOString(),
  }
}

/** Who holds it, then who suits, in the order of asking. */
function suitorsOf(
  { chosen, people }: Ranking,
  held: PastOffer | undefined,
  who: string,
): Suitor[] {
  const next = chosen.map(({ candidate, reasons }) => ({
    appointmentId: candidate.appointmentId,
    name: people.get(candidate.appointmentId)?.name ?? '',
    from: candidate.start,
    reasons: reasonWords(reasons, candidate.wishes, who),
    lastAskedAt: people.get(candidate.appointmentId)?.lastAskedAt ?? null,
    waitlistedAt: candidate.waitlistedAt,
    heldUntil: null,
  }))
  if (!held) return next
  const holder: Suitor = {
    appointmentId: held.appointmentId,
    name: held.patientName,
    from: held.fromStartsAt,
    reasons: whyWords(held, who),
    lastAskedAt: null,
    waitlistedAt: held.why.waitlistedAt ? new Date(held.why.waitlistedAt) : null,
    heldUntil: held.expiresAt,
  }
  return [holder, ...next]
}

function whyWords({ why, wishes }: PastOffer, who: string): string[] {
  return reasonWords(why.reasons ?? [], wishes as Wishes, who)
}

type StoryProps = { entries: StoryEntry[]; opening: OpeningDetails; clock: Clock }

function Story({ entries, opening, clock }: StoryProps) {
  return (
    <ol className="flex flex-col gap-2">
      {entries.map((entry) => (
        <li key={entry.key} className="grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2">
          <Glyph
            state={entry.glyph}
            size={12}
            className={entry.glyph === 'held' ? 'mt-[3px] text-play-line' : 'mt-[3px] text-ink-2'}
          />
          <span className="text-ink">
            {entry.openingId ? (
              <Link
                href={openingsHref({ openingId: entry.openingId })}
                scroll={false}
                prefetch={false}
                className="link"
              >
                {entry.text}
              </Link>
            ) : (
              entry.text
            )}
          </span>
          <time dateTime={entry.at.toISOString()} className="text-12 leading-[18px] text-ink-2">
            {momentWords(entry.at, clock)}
          </time>
          {entry.offer && <Why offer={entry.offer} opening={opening} clock={clock} />}
        </li>
      ))}
    </ol>
  )
}

/** Why this patient was chosen, as it was recorded when they were asked. */
function Why({
  offer,
  opening,
  clock,
}: {
  offer: PastOffer
  opening: OpeningDetails
  clock: Clock
}) {
  const { offeredAt, fromStartsAt, state } = offer
  const parts = [
    state !== 'pending' && `asked ${momentWords(offeredAt, clock)}`,
    `${gainWords(fromStartsAt, opening.startsAt, clock.zone)} earlier`,
    ...(state === 'pending' ? [] : whyWords(offer, shortName(opening.practitionerName))),
  ]
  return (
    <span className="col-span-2 col-start-2 text-12 text-ink-2">
      {parts.filter(Boolean).join(' · ')}
    </span>
  )
}

function isNear(instant: Date, { zone, now }: Clock): boolean {
  return Math.abs(daysBetween(now, instant, zone)) <= 1
}
