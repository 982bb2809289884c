import type { Visit } from '@/db/queries/calendar'
import { time } from '@/lib/domain/format'
import type { Span } from './axis'
import { daysGained, minutesOf, spokenVisit } from './words'

/** What a card shows of a visit, in the clinic's words and zone. */
export type VisitOnGrid = {
  id: string
  version: number
  status: Visit['status']
  name: string
  type: string
  /** '11:40'. */
  time: string
  /** Since when the patient is here, '11:34'; undefined for who is not. */
  hereSince?: string
  /** By how many days it came forward. */
  gained: number
  minutes: number
  spoken: string
  /** An ISO instant. */
  start: string
  movable: boolean
  /** Where it lies below the top of the grid, and how long it is there, in hours. */
  at: number
  lasts: number
}

/** `span`: where the visit lies, in minutes below the top of the grid. */
export function visitOnGrid(
  visit: Visit,
  { from, to }: Span,
  { zone, movable }: { zone: string; movable: boolean },
): VisitOnGrid {
  const here = visit.status === 'arrived' && visit.arrivedAt
  return {
    id: visit.id,
    version: visit.version,
    status: visit.status,
    name: visit.patientName,
    type: visit.typeName,
    time: time(visit.startsAt, zone),
    hereSince: here ? time(here, zone) : undefined,
    gained: daysGained(visit, zone),
    minutes: minutesOf(visit),
    spoken: spokenVisit(visit, zone),
    start: visit.startsAt.toISOString(),
    movable,
    at: from / 60,
    lasts: (to - from) / 60,
  }
}
