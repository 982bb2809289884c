import { sql } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { ownDatabase } from '@/local/testing/world'
import { closeDatabase, inClinic, openDatabase } from './client'
import { clinics } from './schema'

const database = ownDatabase()

afterEach(async () => {
  await closeDatabase()
  openDatabase(database.url)
})

test.each([
  ['', 1],
  ['?prepare=false', 0],
])(
  'with "%s" behind the URL, %i of a connection’s statements is prepared for its next',
  async (query, count) => {
    await closeDatabase()
    openDatabase(`${database.url}${query}`)
    const ours = await inClinic(crypto.randomUUID(), async (tx) => {
      await tx.select({ id: clinics.id }).from(clinics).where(sql`${clinics.name} = ${'Nowhere'}`)
      return tx.execute(sql`select from pg_prepared_statements where statement like '%"name" = $1'`)
    })
    expect(ours).toHaveLength(count)
  },
)
