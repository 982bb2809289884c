import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import {
  activeOpeningStates,
  attendedStates,
  expectedStates,
  occupyingStates,
} from '@/lib/domain/states'

/**
 * What queries and commands ask of a row, each said once. A row is a table, drizzle's alias of one,
 * or the alias in SQL that is written by hand: `isExpected(appointments)`, `isExpected(sql`a`)`.
 */
type Row = SQLWrapper

/** A UTC instant: a value, or an expression of the type `timestamptz`. */
type Instant = Date | SQLWrapper

/** Booked or confirmed: the patient of the appointment is still expected. */
export function isExpected(appointment: Row): SQL {
  return stateIn(sql`${appointment}.status`, expectedStates)
}

/** Booked, confirmed or arrived: the appointment takes its patient's time. */
export function isOccupying(appointment: Row): SQL {
  return stateIn(sql`${appointment}.status`, occupyingStates)
}

/** Arrived or fulfilled: the patient came to the appointment. */
export function isAttended(appointment: Row): SQL {
  return stateIn(sql`${appointment}.status`, attendedStates)
}

/** The entry of the waitlist waits: it has not ended. */
export function isWaiting(entry: Row): SQL {
  return sql`${entry}.until is null`
}

/** Open or offering: the opening is neither filled nor closed. */
export function isActive(opening: Row): SQL {
  return stateIn(sql`${opening}.state`, activeOpeningStates)
}

/** Still to come: it starts after `now`, or after the beginning of the transaction. */
export function isToCome(row: Row, now: Instant = sql`now()`): SQL {
  return sql`${row}.starts_at > ${instant(now)}`
}

/** It has not ended at `now`, or at the beginning of the transaction; it may have begun. */
export function isNotOver(row: Row, now: Instant = sql`now()`): SQL {
  return sql`${row}.ends_at > ${instant(now)}`
}

/** Its time, without buffers, shares some with the range. */
export function overlapsRange(row: Row, { start, end }: { start: Instant; end: Instant }): SQL {
  return sql`(${row}.starts_at < ${instant(end)} and ${row}.ends_at > ${instant(start)})`
}

/**
 * The opening needs time of the range: the buffers of its type count, since without them it cannot be
 * held. In a row of SQL what `slotRange` of lib/domain/availability makes.
 */
export function needsTimeOf(opening: Row, type: Row, range: { start: Instant; end: Instant }): SQL {
  return sql`(${opening}.starts_at - make_interval(mins => ${type}.buffer_before_minutes) < ${instant(range.end)}
    and ${opening}.ends_at + make_interval(mins => ${type}.buffer_after_minutes) > ${instant(range.start)})`
}

// Written out, not passed as parameters: a partial index counts only where the planner sees its states.
function stateIn(column: SQL, states: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(states.map((state) => `'${state}'`).join(', '))})`
}

function instant(at: Instant): SQLWrapper {
  return at instanceof Date ? sql`${at.toISOString()}::timestamptz` : at
}
