import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { activeOpeningStates } from '@/lib/domain/states'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'

ownDatabase()

test.each([
  ['openings_active', activeOpeningStates],
  ['openings_closed', activeOpeningStates],
])('%s of the database names the states that the predicates name', async (name, states) => {
  const world = await makeClinic()
  const [row] = await world.run((tx) =>
    tx.execute<{ said: string }>(sql`
      select pg_get_expr(indpred, indrelid) as said from pg_index
      where indexrelid = to_regclass(${name})
      union all select pg_get_constraintdef(oid) from pg_constraint where conname = ${name}`),
  )
  const named = [...(row?.said ?? '').matchAll(/'(\w+)'/g)].map(([, state]) => state)
  expect(named).toEqual([...states])
})
