import type { Absence, CalendarOpening, Visit } from '@/db/queries/appointment/calendar'
import { merge, overlaps, type Range, subtract } from '@/lib/domain/time'
import type { CalendarData } from '../grid/grid'

export type AgendaItem = { start: Date; end: Date } & (
  | { kind: 'visit'; visit: Visit }
  | { kind: 'opening'; opening: CalendarOpening }
  | { kind: 'absence'; absence: Absence }
  | { kind: 'break' }
)

/**
 * What happens within a range, by time: visits and openings; absences; and where `working` is
 * given, the breaks between its ranges.
 */
export function agendaOf(
  data: CalendarData,
  within: Range,
  working: readonly Range[] = [],
): AgendaItem[] {
  const items: AgendaItem[] = [
    ...data.visits.map((visit) => ({ kind: 'visit' as const, visit, ...times(visit) })),
    ...data.openings.map((opening) => ({ kind: 'opening' as const, opening, ...times(opening) })),
    ...data.absences.map((absence) => ({ kind: 'absence' as const, absence, ...times(absence) })),
    ...breaks(working).map((range) => ({ kind: 'break' as const, ...range })),
  ]
  return items
    .filter((item) => overlaps(item, within))
    .sort((a, b) => +a.start - +b.start || +a.end - +b.end)
}

/** What tells an item from the others of its list. */
export function itemKey(item: AgendaItem): string {
  if (item.kind === 'visit') return item.visit.id
  if (item.kind === 'opening') return item.opening.id
  return item.kind === 'absence' ? item.absence.id : `break ${item.start.toISOString()}`
}

function breaks(working: readonly Range[]): Range[] {
  const ranges = merge(working)
  const first = ranges[0]
  const last = ranges.at(-1)
  return first && last ? subtract([{ start: first.start, end: last.end }], ranges) : []
}

function times({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Range {
  return { start: startsAt, end: endsAt }
}
