import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { mailboxOf } from '@/lib/domain/limits'
import { onlyForThisMachine } from './loopback'
import { type Account, openAccounts } from './sign-in/accounts'
import { openSigningKeys } from './sign-in/keys'
import { createProvider } from './sign-in/provider'
import { serve } from './sign-in/routes'
import { openSessions } from './sign-in/sessions'
import { sendVerification } from './sign-in/verification'

export interface IdentityOptions {
  port: number
  /** Where the app is: sign-in leads back to `<appBaseUrl>/auth/callback`. */
  appBaseUrl: string
  /** Keeps the accounts, the sessions and the signing keys. */
  dataDir: string
  clientSecret: string
  cookieKey: string
  smtpUrl: string
  mailFrom: string
  /** The mailbox's page, to show where verification mails arrive. */
  mailbox?: string
}

export interface Identity {
  /** The issuer; it is `http://localhost:<port>`, as nextjs-auth0 refuses IP addresses. */
  url: string
  stop(): Promise<void>
}

/** So many emails to confirm an address go to one mailbox in a day. */
const lettersADay = 5

/**
 * Starts an OpenID provider on 127.0.0.1 that plays Auth0 for the client `medcal`, with the demo
 * accounts, and accounts that people create. Refuses when the port is taken.
 */
export async function startIdentity(options: IdentityOptions): Promise<Identity> {
  const { appBaseUrl } = options
  const issuer = `http://localhost:${options.port}`
  const folder = path.join(options.dataDir, 'identity')
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const accounts = openAccounts(path.join(folder, 'accounts.json'))
  const sessions = openSessions(path.join(folder, 'sessions.json'))
  const keys = openSigningKeys(path.join(folder, 'keys.json'))
  const provider = createProvider({ ...options, issuer, keys, accounts, sessions })

  // Each sign-in sends one, and anybody may make an account with anybody's address. In memory: this is
  // one process, for trying out.
  const letters = new RateLimiterMemory({ points: lettersADay, duration: 24 * 3600 })

  async function askToVerify(account: Account) {
    const mayGo = await letters.consume(mailboxOf(account.email)).then(
      () => true,
      () => false,
    )
    // The link of the last one stays good.
    if (!mayGo) return
    const secret = accounts.issueLink(account.id, Date.now())
    const mail = { smtpUrl: options.smtpUrl, from: options.mailFrom }
    await sendVerification(account, `${issuer}/verify?token=${secret}`, mail).catch((error) => {
      console.error(`The mail to confirm an address did not get out: ${error.message}`)
    })
  }
  const routes = { issuer, appBaseUrl, mailbox: options.mailbox, provider, accounts, askToVerify }
  const handle = provider.callback()
  const server = http.createServer(async (request, response) => {
    try {
      if (!(await serve(request, response, routes))) await handle(request, response)
    } catch (error) {
      console.error(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    }
  })
  onlyForThisMachine(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve)
  })
  return {
    url: issuer,
    async stop() {
      sessions.flush()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  }
}
