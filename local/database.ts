import postgres from 'postgres'
import type { Context } from './context'
import { Failure } from './failure'

/**
 * Reaches the database, brings it to the newest schema, and fills an empty one with the demo
 * clinic: only with the local sign-in, whose demo accounts belong to that clinic.
 */
export async function databaseSteps(
  { steps, hosted }: Context,
  databaseUrl: string,
): Promise<void> {
  if (hosted.database) await steps.run('Your database', () => reach(databaseUrl))
  await steps.run('Migrations', async () => {
    const { migrate } = await import('@/db/migrate')
    await migrate(databaseUrl).catch((error: Error) => {
      throw new Failure(
        `The database could not be brought to the newest schema (${cause(error)}). Its role must own it and may need CREATEROLE; correct that, then start again.`,
      )
    })
  })
  if (hosted.identity) return
  await steps.run('Demo clinic', async (note) => {
    const { seedDemo } = await import('@/db/seed/index')
    if (!(await seedDemo(databaseUrl))) note('there already')
  })
}

async function reach(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    await client`select 1`
  } catch (error) {
    throw new Failure(
      `The database of DATABASE_URL cannot be reached at ${whereIs(databaseUrl)} (${cause(error)}). Start it or correct DATABASE_URL; without that variable Medcal brings its own.`,
    )
  } finally {
    await client.end({ timeout: 1 })
  }
}

function whereIs(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'that address, which is not a URL'
  const { host, pathname } = new URL(databaseUrl)
  return host + pathname
}

function cause(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const deepest = error.cause instanceof Error ? error.cause : error
  return deepest.message || ('code' in deepest ? String(deepest.code) : deepest.name)
}
