import { nextCron } from './cron'
import { jsonText, transaction } from './database'
import type { Engine } from './engine'
import { type FunctionConfig, readRegistration } from './registration'

/** Loads the functions of the last registration, so that runs go on before the app answers. */
export async function loadFunctions(engine: Engine): Promise<void> {
  const rows = await engine.sql<{ config: FunctionConfig }[]>`
    SELECT config FROM inngest.functions ORDER BY id`
  setFunctions(
    engine,
    rows.map((row) => row.config),
  )
}

/**
 * Takes the functions that the app says it has in place of those it had. Returns whether anything
 * changed. Refuses, by throwing with every problem named, a registration that it could not honour.
 */
export async function register(engine: Engine, body: unknown): Promise<boolean> {
  const registration = readRegistration(body)
  if (!registration.ok) throw new RegistrationRefused(registration.problems)
  const wanted = new Map(registration.functions.map((config) => [config.id, config]))
  if (jsonText([...wanted]) === jsonText([...engine.functions])) return false
  await saveFunctions(engine, registration.functions)
  setFunctions(engine, registration.functions)
  engine.log('info', 'The functions of the app are registered', { functions: [...wanted.keys()] })
  return true
}

export class RegistrationRefused extends Error {
  override name = 'RegistrationRefused'
  constructor(readonly problems: string[]) {
    super(problems.join('\n'))
  }
}

async function saveFunctions(engine: Engine, functions: FunctionConfig[]): Promise<void> {
  const now = engine.clock.now()
  await transaction(engine.sql, async (tx) => {
    await tx`DELETE FROM inngest.functions WHERE NOT id = ANY(${functions.map((one) => one.id)}::text[])`
    for (const config of functions) {
      await tx`
        INSERT INTO inngest.functions (id, config, synced_at)
        VALUES (${config.id}, ${jsonText(config)}::text::json, ${now})
        ON CONFLICT (id) DO UPDATE SET config = excluded.config, synced_at = excluded.synced_at`
      await tx`DELETE FROM inngest.crons
               WHERE function_id = ${config.id} AND NOT expression = ANY(${config.crons}::text[])`
      for (const expression of config.crons) {
        const next = nextCron(expression, now)
        // A cron that is kept keeps its time: one missed while we were down is still to be made up for.
        if (next) {
          await tx`INSERT INTO inngest.crons (function_id, expression, next_at)
                   VALUES (${config.id}, ${expression}, ${next}) ON CONFLICT DO NOTHING`
        }
      }
    }
  })
}

function setFunctions(engine: Engine, functions: FunctionConfig[]): void {
  engine.functions.clear()
  for (const config of functions) engine.functions.set(config.id, config)
}
