import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/**
 * Whether an offer may have got to its patient: else they were never asked. It did not by why it was
 * closed, or where it was closed for another reason before its mail went out, which `why` then says.
 */
export function reached(offer: SQLWrapper): SQL {
  return sql`(coalesce(${offer}.closed_why not in ('undeliverable', 'not-taken'), true)
    and not jsonb_exists(${offer}.why, 'unreached'))`
}

/** The patients who were offered an opening's time for good, or had it before; `opening` is an alias. */
export function knownTo(opening: SQLWrapper): SQL {
  return sql`(
    select f.patient_id from offers f
    where f.clinic_id = ${opening}.clinic_id and f.opening_id = ${opening}.id and ${isSpent(sql`f`)}
    union all
    select a.patient_id from appointments a
    where a.clinic_id = ${opening}.clinic_id and a.id = ${opening}.left_by)`
}

/** Whether an offer's time is not offered to its patient again: it is where no mail could get to them. */
export function isSpent(offer: SQLWrapper): SQL {
  return sql`${offer}.closed_why is distinct from 'undeliverable'`
}
