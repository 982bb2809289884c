import { type SQL, sql } from 'drizzle-orm'
import { countsAsOffered } from './offered-before'

/**
 * The id of the offer that the link of an offer stands for: the offer itself; or, where its mail
 * seemed not to arrive and the same time was offered to the same version of the visit again, the
 * one that counts (there is at most one, and none comes after it), else the last.
 */
export function latestOffer(offerId: string): SQL<string> {
  return sql<string>`(
    select latest.id from offers asked
    join offers latest on latest.clinic_id = asked.clinic_id and latest.opening_id = asked.opening_id
      and latest.appointment_id = asked.appointment_id
      and latest.appointment_version = asked.appointment_version
    where asked.id = ${offerId}::uuid
    order by ${countsAsOffered(sql`latest`)} desc, latest.offered_at desc limit 1)`
}
