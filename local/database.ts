import postgres from 'postgres'
import { refuseUnfitRole, UnfitRole } from '@/db/running-role'
import type { Context } from './context'
import type { DatabaseUrls } from './environment'
import { Failure } from './failure'

/**
 * Reaches the database, brings it to the newest schema, and fills an empty one with the demo
 * clinic: only with the local sign-in, whose demo accounts belong to that clinic.
 */
export async function databaseSteps({ steps, hosted }: Context, urls: DatabaseUrls): Promise<void> {
  if (hosted.database) {
    await steps.run('Your database', async () => {
      await reach('MIGRATION_DATABASE_URL', urls.migrate)
      await reach('DATABASE_URL', urls.run, refuseUnfitRole)
    })
  }
  await steps.run('Migrations', async () => {
    const { migrate } = await import('@/db/migrate')
    await migrate(urls.migrate).catch((error: Error) => {
      throw new Failure(
        `The database could not be brought to the newest schema (${cause(error)}). Its roles may not be as they should: repair them with "npm run roles", then start again.`,
      )
    })
  })
  if (hosted.identity) return
  await steps.run('Demo clinic', async (note) => {
    const { seedDemo } = await import('@/db/seed/index')
    if (!(await seedDemo(urls.run))) note('there already')
  })
}

/** Signs in to a hosted database, and looks whether the role is fit for its part. Refuses with what to do. */
export async function reach(
  variable: string,
  url: string,
  look: (client: postgres.Sql) => Promise<void> = async () => {},
): Promise<void> {
  const client = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    await client`select 1`
    await look(client)
  } catch (error) {
    if (error instanceof UnfitRole) throw new Failure(error.message)
    throw new Failure(
      `The database of ${variable} cannot be reached at ${whereIs(url)} (${cause(error)}). Start it or correct ${variable}; without DATABASE_URL Medcal brings its own.`,
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
