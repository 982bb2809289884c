import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/** The patients who were offered an opening's time for good, or had it before; `opening` is an alias. */
export function offeredOrHadBefore(opening: SQLWrapper): SQL {
  return sql`(
    select f.patient_id from offers f
    where f.clinic_id = ${opening}.clinic_id and f.opening_id = ${opening}.id and ${countsAsOffered(sql`f`)}
    union all
    select a.patient_id from appointments a
    where a.clinic_id = ${opening}.clinic_id and a.id = ${opening}.left_by)`
}

/** Whether an offer's time is not offered to its patient again: it is where no mail could get to them. */
export function countsAsOffered(offer: SQLWrapper): SQL {
  return sql`${offer}.closed_why is distinct from 'undeliverable'`
}
