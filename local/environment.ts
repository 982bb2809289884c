import type { Login } from '@/db/roles'
import { Failure } from './failure'

type Variables = Record<string, string | undefined>

/** What is already given by the environment, so that its stand-in is not started. */
export interface Hosted {
  database: boolean
  identity: boolean
  mail: boolean
  inngest: boolean
}

/**
 * Reads `.env.local` and `.env`; what is set already wins, then `.env.local`.
 * Empty variables count as not given and are removed.
 */
export function loadEnvFiles(): void {
  for (const file of ['.env.local', '.env']) {
    try {
      process.loadEnvFile(file)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
        throw new Failure(
          `The file ${file} cannot be read. Correct it or remove it, then start again.`,
        )
      }
    }
  }
}

const identityNames = ['AUTH0_DOMAIN', 'AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET']
const inngestNames = ['INNGEST_BASE_URL', 'INNGEST_EVENT_KEY', 'INNGEST_SIGNING_KEY', 'INNGEST_DEV']

/** The database's addresses, by who signs in. */
export type DatabaseUrls = Record<Exclude<Login, 'backup'>, string>

/** The variables with addresses of the database that are not the app's. */
export const otherRoles = [
  'MIGRATION_DATABASE_URL',
  'BACKUP_DATABASE_URL',
  'EXECUTOR_DATABASE_URL',
  'ADMIN_DATABASE_URL',
] as const

/** Which needs the environment covers. Refuses half an identity provider by its missing names. */
export function whatIsHosted(env: Variables): Hosted {
  const missing = identityNames.filter((name) => !env[name])
  if (missing.length > 0 && missing.length < identityNames.length) {
    throw new Failure(
      `Auth0 is only half set: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing. Set all of ${identityNames.join(', ')}, or none to use the local sign-in.`,
    )
  }
  return {
    database: Boolean(env.DATABASE_URL),
    identity: missing.length === 0,
    mail: Boolean(env.SMTP_URL),
    inngest: inngestNames.some((name) => Boolean(env[name])),
  }
}

/**
 * The addresses of a hosted database, by who signs in. The executor's may be missing where Inngest
 * is hosted. Refuses by the names of the missing ones.
 */
export function hostedDatabase(env: Variables): DatabaseUrls {
  const { DATABASE_URL = '', MIGRATION_DATABASE_URL, EXECUTOR_DATABASE_URL } = env
  const executes = !whatIsHosted(env).inngest
  const missing = [
    ...(MIGRATION_DATABASE_URL ? [] : ['MIGRATION_DATABASE_URL']),
    ...(EXECUTOR_DATABASE_URL || !executes ? [] : ['EXECUTOR_DATABASE_URL']),
  ]
  if (missing.length > 0) {
    throw new Failure(
      `DATABASE_URL is set, and ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing. Run "npm run roles", which makes a role for each and prints their addresses, and set them beside it.`,
    )
  }
  return {
    run: DATABASE_URL,
    migrate: MIGRATION_DATABASE_URL ?? '',
    executor: EXECUTOR_DATABASE_URL ?? '',
  }
}

/** An environment for children: the given one with the stack's own values filled in. */
export function childEnv(given: Variables, values: Variables): NodeJS.ProcessEnv {
  // A test runner's NODE_ENV, or the npm script's own, is not for the app: Next sets it.
  const { NODE_ENV: _, ...rest } = given
  return { ...rest, ...values } as NodeJS.ProcessEnv
}
