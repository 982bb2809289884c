import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'

/** A random id, the row's own. */
export const id = () => uuid('id').primaryKey().defaultRandom()

/** An instant; JavaScript side a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** When the row came to be, by the database's clock. */
export const createdAt = () => instant('created_at').notNull().defaultNow()

/** A half-open range of instants, written as PostgreSQL prints it: `["2026-03-12 10:00+00","…")`. */
export const tstzrange = customType<{ data: string }>({ dataType: () => 'tstzrange' })

/** Raw bytes; JavaScript side a Buffer. */
export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
