import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'

/** A person's whole name, as `personName` of lib/domain/format makes it. */
export function wholeName(who: { givenName: AnyPgColumn; familyName: AnyPgColumn }): SQL<string> {
  return sql<string>`trim(${who.givenName} || ' ' || ${who.familyName})`
}
