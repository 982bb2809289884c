import type { JWKS } from 'oidc-provider'
import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Account, Accounts } from './accounts'
import { errorPage, signedOutPage, signOutPage } from './pages'
import type { Sessions } from './sessions'

export interface ProviderOptions {
  issuer: string
  appBaseUrl: string
  clientSecret: string
  cookieKey: string
  keys: JWKS
  accounts: Accounts
  sessions: Sessions
}

const day = 24 * 60 * 60
const scopes = 'openid profile email offline_access'

/** The OpenID provider that plays Auth0 for one client, the app. */
export function createProvider(options: ProviderOptions): Provider {
  const provider = new Provider(
    options.issuer,
    configure(options, () => provider),
  )
  provider.use(async (ctx, next) => {
    await next()
    // Nobody is signed in here any more: no page, straight back.
    if (ctx.oidc?.route === 'end_session' && ctx.status === 200 && !ctx.oidc.session?.accountId) {
      leave(ctx as KoaContextWithOIDC, options.appBaseUrl)
    }
  })
  return provider
}

function configure(options: ProviderOptions, provider: () => Provider): Configuration {
  const { appBaseUrl, accounts } = options
  const port = new URL(options.issuer).port
  return {
    adapter: options.sessions.adapter,
    jwks: options.keys,
    clients: [
      {
        client_id: 'medcal',
        client_name: 'Medcal',
        client_secret: options.clientSecret,
        redirect_uris: [`${appBaseUrl}/auth/callback`],
        post_logout_redirect_uris: [appBaseUrl, `${appBaseUrl}/`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    cookies: {
      keys: [options.cookieKey],
      // Cookies of one host reach all its ports: two stacks must not sign each other out.
      names: {
        session: `medcal-sign-in-${port}`,
        interaction: `medcal-sign-in-${port}-page`,
        resume: `medcal-sign-in-${port}-resume`,
      },
    },
    conformIdTokenClaims: false, // Auth0 puts the profile into the ID token
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'nickname', 'updated_at'],
    },
    extraParams: ['screen_hint'],
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => signOut(ctx, form, provider(), appBaseUrl),
        postLogoutSuccessSource: (ctx) => {
          ctx.body = signedOutPage(appBaseUrl)
        },
      },
    },
    findAccount: (_ctx, id) => {
      const account = accounts.find(id)
      return account && { accountId: id, claims: () => claimsOf(account) }
    },
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    loadExistingGrant: (ctx) => grantAll(ctx, provider()),
    pkce: { required: () => true },
    renderError: (ctx, out) => {
      ctx.type = 'html'
      ctx.body = errorPage(appBaseUrl, out.error_description ?? out.error)
    },
    ttl: {
      AccessToken: day,
      AuthorizationCode: 60,
      Grant: 30 * day,
      IdToken: day,
      Interaction: 60 * 60,
      RefreshToken: 30 * day,
      Session: 14 * day,
    },
  }
}

function claimsOf(account: Account) {
  return {
    sub: account.id,
    email: account.email,
    email_verified: account.emailVerified,
    name: account.name,
    nickname: account.email.split('@')[0],
  }
}

/** The app is the provider's own: nobody is asked whether it may read their name and address. */
async function grantAll(ctx: KoaContextWithOIDC, provider: Provider) {
  const { session, client } = ctx.oidc
  if (!session?.accountId || !client) return undefined
  const known = session.grantIdFor(client.clientId)
  const found = known ? await provider.Grant.find(known) : undefined
  if (found) return found
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  grant.addOIDCScope(scopes)
  await grant.save()
  return grant
}

/** Ends the session at once when the app says whose it is; asks when anybody could have sent the link. */
async function signOut(
  ctx: KoaContextWithOIDC,
  form: string,
  provider: Provider,
  appBaseUrl: string,
): Promise<void> {
  const { session, entities } = ctx.oidc
  const hint = entities.IdTokenHint?.payload as { sub?: string } | undefined
  if (!session?.accountId || hint?.sub !== session.accountId) {
    ctx.body = signOutPage(form)
    return
  }
  // Its tokens live no longer than the session.
  await session.destroy()
  ctx.cookies.set(provider.cookieName('session'), null)
  leave(ctx, appBaseUrl)
}

/** Goes where the app asked for, which the provider has compared with what is registered. */
function leave(ctx: KoaContextWithOIDC, appBaseUrl: string): void {
  const { post_logout_redirect_uri: asked, state } = ctx.oidc.params ?? {}
  const to = new URL(typeof asked === 'string' ? asked : appBaseUrl)
  if (typeof state === 'string') to.searchParams.set('state', state)
  ctx.status = 303
  ctx.redirect(to.href)
}
