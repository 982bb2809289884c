import { serve } from 'inngest/next'
import type { NextRequest } from 'next/server'
import { inngest } from '@/inngest/client'
import { functions } from '@/inngest/functions'

const handlers = serve({ client: inngest, functions })

export const { GET } = handlers
export const POST = refusing(handlers.POST, isJson)
// The engine asks for the functions without a body.
export const PUT = refusing(handlers.PUT, (body) => body === '' || isJson(body))

/** The SDK answers a body that it cannot read with 500, before it asks who sends it. */
function refusing(handler: typeof handlers.POST, isReadable: (body: string) => boolean) {
  return async (request: NextRequest, response: unknown): Promise<Response> =>
    isReadable(await request.clone().text())
      ? handler(request, response)
      : Response.json({ error: 'The body must be JSON.' }, { status: 400 })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
