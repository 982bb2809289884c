import { sql } from 'drizzle-orm'
import { staff } from '@/db/schema'

/**
 * Set on a row of staff, this ends every session of the account that has begun by now. It moves on
 * even where the database's clock was put back, so that no session is as young as it.
 */
export const endingSessions = {
  sessionsValidFrom: sql`greatest(clock_timestamp(), ${staff.sessionsValidFrom} + interval '1 microsecond')`,
}
