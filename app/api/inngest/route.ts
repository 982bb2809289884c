import { serve } from 'inngest/next'
import type { NextRequest } from 'next/server'
import { inngest } from '@/inngest/client'
import { functions } from '@/inngest/functions'

const handlers = serve({ client: inngest, functions })

export const { GET, PUT } = handlers

/** A call of the engine. The SDK answers a body that is no JSON with 500, before it asks who sends it. */
export async function POST(request: NextRequest, response: unknown): Promise<Response> {
  const isJson = await request
    .clone()
    .json()
    .then(Boolean, () => false)
  if (!isJson) return Response.json({ error: 'The body must be JSON.' }, { status: 400 })
  return handlers.POST(request, response)
}
