import type { Context } from './context'
import { childEnv, otherRoles } from './environment'

/**
 * The environment of the app and its helpers: what is given, completed by the addresses of the
 * stand-ins and by this data folder's secrets.
 */
export function appEnv(context: Context, databaseUrl: string): NodeJS.ProcessEnv {
  const { ports, secrets, hosted, smtpUrl, mailFrom, appBaseUrl } = context
  const given = process.env
  return childEnv(given, {
    APP_BASE_URL: appBaseUrl,
    DATABASE_URL: databaseUrl,
    // The app gets no other role's address.
    ...Object.fromEntries(otherRoles.map((name) => [name, ''])),
    SMTP_URL: smtpUrl,
    MAIL_FROM: mailFrom,
    AUTH0_SECRET: given.AUTH0_SECRET || secrets.auth0Secret,
    TOKEN_SECRET: given.TOKEN_SECRET || secrets.tokenSecret,
    LOG_LEVEL: given.LOG_LEVEL || 'info',
    NEXT_TELEMETRY_DISABLED: '1',
    ...(!hosted.identity && {
      AUTH0_DOMAIN: `http://localhost:${ports.identity}`,
      AUTH0_CLIENT_ID: 'medcal',
      AUTH0_CLIENT_SECRET: secrets.clientSecret,
    }),
    // On this machine a tick costs nothing.
    TICK_MINUTES: given.TICK_MINUTES || (hosted.inngest ? '5' : '1'),
    ...(!hosted.inngest && {
      INNGEST_BASE_URL: `http://localhost:${ports.inngest}`,
      INNGEST_SIGNING_KEY: secrets.inngestSigningKey,
      INNGEST_EVENT_KEY: 'local',
    }),
  })
}
