import pino from 'pino'
import { z } from 'zod'
import { startExecutor } from './executor'

// The executor as a process of its own. It stops on SIGTERM and SIGINT; kill -9 loses nothing.
const environment = z.object({
  DATABASE_URL: z.string().min(1),
  INNGEST_APP_URL: z.url(),
  INNGEST_EXECUTOR_PORT: z.coerce.number().int().min(0),
  INNGEST_SIGNING_KEY: z.string().optional(),
  INNGEST_EVENT_KEY: z.string().optional(),
  LOG_LEVEL: z.string().optional(),
})

const read = environment.safeParse(process.env)
if (!read.success) {
  console.error(`The executor cannot start: ${z.prettifyError(read.error)}`)
  process.exit(1)
}
const settings = read.data
const logger = pino({ name: 'executor', level: settings.LOG_LEVEL ?? 'info' })

const executor = await startExecutor({
  databaseUrl: settings.DATABASE_URL,
  appUrl: settings.INNGEST_APP_URL,
  port: settings.INNGEST_EXECUTOR_PORT,
  signingKey: settings.INNGEST_SIGNING_KEY,
  eventKey: settings.INNGEST_EVENT_KEY,
  log: (level, message, fields) => logger[level](fields ?? {}, message),
  onLost: (error) => {
    console.error(`The executor ends: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  },
}).catch((error: unknown) => {
  console.error(
    `The executor cannot start: ${error instanceof Error ? error.message : String(error)}`,
  )
  return process.exit(1)
})
logger.info({ url: executor.url }, 'The executor listens')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    executor.stop().then(() => process.exit(0))
  })
}
