import type { OpeningDetails, PastOffer } from '@/db/queries/opening/details'
import { duration, time } from '@/lib/domain/format'
import type { Ranked, Weights } from '@/lib/domain/matching'
import { daysBetween } from '@/lib/domain/time'
import type { Wishes } from '@/lib/domain/wishes'
import { shortName } from '../booking/short-name'
import { StatusBadge } from '../status/badge'
import { Glyph } from '../status/glyph'
import { holdOf } from '../status/hold-of'
import { IconLink } from '../ui/icon-link'
import { IconClose } from '../ui/icons'
import { Link } from '../ui/link'
import { Panel, PanelHead } from '../ui/panel'
import { BookByHand } from './book-by-hand'
import { EndButton } from './end-button'
import type { Holder } from './ending-words'
import { HeldBadge } from './held-badge'
import { NextPatients, type Suitor, UnsuitedPatients } from './next-patients'
import { reasonWords, type Unsuited } from './reasons'
import { storyOf } from './story'
import { badges, type Clock, dayWords, gainWords, momentWords, nearDay, whenWords } from './words'

/** Who of the waitlist suits an opening and who does not; names by appointment. */
export type Ranking = {
  chosen: Ranked[]
  unsuited: Unsuited[]
  names: Map<string, string>
  /** By which the clinic ranks. */
  weights: Weights
  /** More are waiting than were looked at. */
  cut: boolean
}

type Props = {
  opening: OpeningDetails
  /** Null for an opening that is closed or has begun. */
  ranking: Ranking | null
  /** The page that looks further into the waitlist; null where that is not further. */
  furtherHref: string | null
  may: { book: boolean; manage: boolean }
  /** The page with another opening's panel, or with none. */
  hrefOf: (openingId: string | null) => string
  clock: Clock
}

const action = 'flex-1 px-2 whitespace-nowrap'

/** One opening: its state, its story, how to step in, who is next and who does not suit. */
export function OpeningPanel({ opening, ranking, furtherHref, may, hrefOf, clock }: Props) {
  const { zone, now } = clock
  const { startsAt, endsAt, practitionerName, typeName } = opening
  const held = pendingOf(opening)
  const [firstToEnd] = held
  const active = !opening.closedAt && startsAt > now
  const who = shortName(practitionerName)
  const next = ranking ? ranking.chosen.map((ranked) => suitorOf(ranked, ranking, who)) : []
  const holders = held.map((offer) => holderOf(offer, zone))
  const ends = {
    openingId: opening.id,
    what: `${whenWords(startsAt, clock)}, ${who}`,
    holders,
    next: next[0]?.name ?? null,
  }
  const release = (holder: Holder | undefined, some: boolean) =>
    may.manage &&
    holder && (
      <EndButton
        ending={{ kind: 'release', holder }}
        label={some ? 'Release' : 'Release now'}
        whose={some ? holder.patientName : undefined}
        size={some ? 'compact' : undefined}
        shortcut={holder === holders[0] ? 'r' : undefined}
        className={some ? 'bg-raised' : action}
        {...ends}
      />
    )
  return (
    <Panel label={`Opening ${whenWords(startsAt, clock)}`}>
      <PanelHead
        actions={
          <IconLink
            href={hrefOf(null)}
            scroll={false}
            size="compact"
            label="Close"
            icon={<IconClose />}
          />
        }
      >
        {firstToEnd ? (
          <HeldBadge people={held.length} {...holdOf(firstToEnd, now)} />
        ) : (
          <StateBadge opening={opening} />
        )}
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
        {typeName}, {duration((+endsAt - +startsAt) / 60_000, 'en')} · {who}
      </p>
      <Story opening={opening} hrefOf={hrefOf} clock={clock} />
      {active && (
        <div className="mt-4 flex flex-wrap gap-1.5 empty:hidden">
          {held.length === 1 && release(holders[0], false)}
          {may.book && (
            <BookByHand
              practitionerId={opening.practitionerId}
              typeId={opening.typeId}
              startIso={startsAt.toISOString()}
              shortcut="b"
              className={action}
            />
          )}
          {may.manage && (
            <EndButton
              ending={{ kind: 'withdraw' }}
              label="Withdraw"
              shortcut="w"
              className={action}
              {...ends}
            />
          )}
        </div>
      )}
      {active && ranking && (
        <>
          <NextPatients
            suitors={[
              ...held.map((offer, i) => ({
                ...askedSuitor(offer, who),
                held: {
                  countdown: holdOf(offer, now),
                  release: held.length > 1 && release(holders[i], true),
                },
              })),
              ...next,
            ]}
            looked={ranking.chosen.length + ranking.unsuited.length}
            cut={ranking.cut}
            furtherHref={furtherHref}
            to={startsAt}
            weights={ranking.weights}
            clock={clock}
          />
          <UnsuitedPatients
            unsuited={ranking.unsuited.filter(
              ({ candidate }) => !held.some((one) => one.appointmentId === candidate.appointmentId),
            )}
            nameOf={(id) => ranking.names.get(id) ?? ''}
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

/** The offers that hold an opening, who must answer first before the others. */
function pendingOf({ offers }: OpeningDetails): PastOffer[] {
  return offers
    .filter(({ state }) => state === 'pending')
    .sort((a, b) => +a.expiresAt - +b.expiresAt)
}

function holderOf({ id, patientName, fromStartsAt }: PastOffer, zone: string): Holder {
  const own = `${dayWords(fromStartsAt, zone)}, ${time(fromStartsAt, zone)}`
  return { offerId: id, patientName, own }
}

function suitorOf({ candidate, reasons }: Ranked, { names }: Ranking, who: string): Suitor {
  const { appointmentId, start, wishes, priority, lastOfferedAt, since } = candidate
  return {
    appointmentId,
    name: names.get(appointmentId) ?? '',
    from: start,
    reasons: reasonWords(reasons, wishes, who),
    priority,
    lastAskedAt: lastOfferedAt,
    since,
    held: null,
  }
}

/** Who was asked, as they stood then. */
function askedSuitor(offer: PastOffer, who: string): Suitor {
  const { appointmentId, patientName, fromStartsAt, lastOfferedBefore, why } = offer
  return {
    appointmentId,
    name: patientName,
    from: fromStartsAt,
    reasons: whyWords(offer, who),
    priority: why.priority ?? 0,
    lastAskedAt: lastOfferedBefore,
    since: why.waitlistedAt ? new Date(why.waitlistedAt) : null,
    held: null,
  }
}

function whyWords({ why, wishes }: PastOffer, who: string): string[] {
  return reasonWords(why.reasons ?? [], wishes as Wishes, who)
}

function Story({ opening, hrefOf, clock }: Pick<Props, 'opening' | 'hrefOf' | 'clock'>) {
  return (
    <ol className="flex flex-col gap-2">
      {storyOf(opening, clock).map((entry) => (
        <li key={entry.key} className="grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2">
          <Glyph
            state={entry.glyph}
            size={12}
            className={entry.glyph === 'held' ? 'mt-[3px] text-play-line' : 'mt-[3px] text-ink-2'}
          />
          <span className="text-ink">
            {entry.openingId ? (
              <Link href={hrefOf(entry.openingId)} scroll={false} className="link">
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
