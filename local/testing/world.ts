import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { closeDatabase, openDatabase } from '@/db/client'
import { inngest } from '@/inngest/client'
import { type FreshDatabase, freshDatabase } from './database'

export type SentEvent = { id: string; name: string; data: Record<string, string> }

/**
 * Gives a test file a database of its own, at which the app's client points, and keeps events
 * from leaving unless `eventsLeave`: what would have been sent lies in `sent`, from the beginning
 * of each test.
 */
export function ownDatabase({ eventsLeave = false } = {}) {
  let database: FreshDatabase | undefined
  const given = {
    sent: [] as SentEvent[],
    /** As the server's superuser, whom no policy binds. */
    superuserUrl: '',
    /** As the role that the app runs as. */
    url: '',
    /** As the owner of the tables. */
    ownerUrl: '',
    executorUrl: '',
    backupUrl: '',
  }
  beforeAll(async () => {
    database = await freshDatabase()
    openDatabase(database.url)
    given.url = database.url
    given.superuserUrl = database.superuserUrl
    given.ownerUrl = database.urls.migrate
    given.executorUrl = database.urls.executor
    given.backupUrl = database.urls.backup
  }, 60_000)
  beforeEach(() => {
    given.sent.length = 0
    if (eventsLeave) return
    vi.spyOn(inngest, 'send').mockImplementation(async (events) => {
      given.sent.push(...([events].flat() as SentEvent[]))
      return { ids: [] }
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })
  afterAll(async () => {
    await closeDatabase()
    await database?.drop()
  })
  return given
}
