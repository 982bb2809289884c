import 'server-only'
import { Auth0Client } from '@auth0/nextjs-auth0/server'
import { env } from './env'

const settings = env()

/** Sign-in through Auth0, or the identity provider that stands in for it. */
export const auth0 = new Auth0Client({
  domain: settings.AUTH0_DOMAIN,
  clientId: settings.AUTH0_CLIENT_ID,
  clientSecret: settings.AUTH0_CLIENT_SECRET,
  secret: settings.AUTH0_SECRET,
  appBaseUrl: settings.APP_BASE_URL,
  // Only an address written as http:// (a provider on this machine) goes without TLS.
  allowInsecureRequests: settings.AUTH0_DOMAIN.startsWith('http://'),
  signInReturnToPath: '/calendar',
  enableAccessTokenEndpoint: false,
  authorizationParameters: { scope: 'openid profile email' },
  session: { rolling: true, inactivityDuration: 12 * 3600, absoluteDuration: 7 * 24 * 3600 },
})
