import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { audit } from '@/db/schema'
import { erasedName } from '@/lib/domain/format'

/** A person's whole name, as `personName` of lib/domain/format makes it. */
export function wholeName(who: { givenName: AnyPgColumn; familyName: AnyPgColumn }): SQL<string> {
  return sql<string>`coalesce(nullif(trim(${who.givenName} || ' ' || ${who.familyName}), ''), case when ${who.givenName} is not null then ${sql.raw(`'${erasedName}'`)} end)`
}

/** Who did what an entry of the trail says. */
export const actorName = sql<string>`coalesce(nullif(${audit.actorName}, ''), ${sql.raw(`'${erasedName}'`)})`
