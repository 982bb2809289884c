import { serve } from 'inngest/next'
import { env } from '@/lib/env'
import { inngest } from './client'
import { functions } from './functions'

const served = {
  client: inngest,
  functions,
  // Never what a request says of its host: the engine would call whoever asked, signed with our key.
  serveOrigin: new URL(env().APP_BASE_URL).origin,
  servePath: '/api/inngest',
}

/** The functions, for callers within this process: they may register without a signature. */
export const handlers = serve(served)

/** The functions, for who calls from outside: without a signature by our key the answer is 401. */
export const guardedHandlers = serve({ ...served, enableUnauthedSync: false })
