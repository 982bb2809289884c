import { createHmac } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Tx } from '@/db/client'
import {
  type LimitName,
  type LimitReason,
  limits,
  type OwnLimits,
  pointsOf,
} from '@/lib/domain/limits'
import { type Refusal, refuse } from '@/lib/domain/result'
import { env } from '@/lib/env'
import { securityEvent } from '@/lib/security-log'

/** For whom a limit counts: its clinic; null for an account that has none yet. */
type Whose = (OwnLimits & { id: string; timeZone: string; phone: string }) | null

/**
 * Counts that something is done to `subject` (an id, or an address) once more. The refusal, with when
 * it may be done again, or null where it still may. Within the transaction of what is done: two at
 * once wait for each other, what is rolled back is not counted, and where the count cannot be kept
 * nothing is done. Time is the app's, as the library has it: a clock that is off by minutes shifts
 * the day by as much.
 */
export async function countOnce<N extends LimitName>(
  tx: Tx,
  whose: Whose,
  name: N,
  subject: string,
): Promise<Refusal<LimitReason<N>> | null> {
  try {
    await limiter(tx, whose, name).consume(keyOf(subject))
    return null
  } catch (spent) {
    // It rejects with its result where the limit is reached, else with what went wrong.
    if (!(spent instanceof RateLimiterRes)) throw spent
    securityEvent('limit-reached', { what: name, clinicId: whose?.id })
    return refused(whose, name, spent)
  }
}

/** The refusal that doing it once more would meet, or null; it counts nothing. */
export async function wouldRefuse<N extends LimitName>(
  tx: Tx,
  whose: Whose,
  name: N,
  subject: string,
): Promise<Refusal<LimitReason<N>> | null> {
  const counted = await limiter(tx, whose, name).get(keyOf(subject))
  return counted && counted.remainingPoints === 0 ? refused(whose, name, counted) : null
}

/**
 * The refusal that a page's address tells of, where the limit is reached indeed: an address may be
 * anybody's making. `subjects`: what the page's limits count for.
 */
export async function toldRefusal<N extends LimitName>(
  tx: Tx,
  whose: Whose,
  said: string | undefined,
  subjects: Record<N, string>,
): Promise<Refusal<LimitReason<N>> | null> {
  const told = (Object.keys(subjects) as N[]).find((name) => limits[name].reason === said)
  return told ? wouldRefuse(tx, whose, told, subjects[told]) : null
}

function limiter(tx: Tx, whose: Whose, name: LimitName): RateLimiterPostgres {
  return new RateLimiterPostgres({
    // Its own store for Drizzle loads drizzle-orm by a name that no bundler sees.
    storeClient: { query: (asked: Asked) => run(tx, asked) },
    storeType: 'client',
    tableName: 'rate_limits',
    // A migration made it; `prune_limits` empties it.
    tableCreated: true,
    clearExpiredByTimeout: false,
    // Nobody counts a clinic's rows but itself.
    keyPrefix: `${whose?.id ?? 'none'}:${name}`,
    points: whose ? pointsOf(name, whose) : pointsOf(name, noSettings),
    duration: limits[name].hours * 3600,
  })
}

/** No limit of an account without a clinic is a clinic's own. */
const noSettings: OwnLimits = { selfMovesADay: 0, wishChangesADay: 0 }

/** The table holds no address, and nothing that could be tried against a list of them. */
function keyOf(subject: string): string {
  return createHmac('sha256', env().TOKEN_SECRET).update(`limit:${subject}`).digest('base64url')
}

type Asked = { text: string; values: (string | number | null)[] }

/** Runs a statement with `$1`, `$2` in the transaction. */
async function run(tx: Tx, { text, values }: Asked) {
  const parts = text
    .split(/\$(\d+)/)
    .map((part, i): SQL => (i % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`))
  const rows = await tx.execute<{ points: number; expire: string | null }>(sql.join(parts))
  // A bigint comes as text.
  return {
    rowCount: rows.length,
    rows: rows.map(({ points, expire }) => ({ points, expire: expire && Number(expire) })),
  }
}

function refused<N extends LimitName>(
  whose: Whose,
  name: N,
  { msBeforeNext }: RateLimiterRes,
): Refusal<LimitReason<N>> {
  const reason: LimitReason<N> = limits[name].reason
  if (!whose) return refuse(reason)
  // Sentences tell minutes: not one that is a little too early.
  const until = new Date(Math.ceil((Date.now() + msBeforeNext) / 60_000) * 60_000)
  const times = pointsOf(name, whose)
  return refuse(reason, {
    ...{ until, zone: whose.timeZone, times },
    ...(whose.phone && { phone: whose.phone }),
  })
}
