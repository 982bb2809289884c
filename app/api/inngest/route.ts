import { NextRequest } from 'next/server'
import { guardedHandlers } from '@/inngest/serve'
import { mostBytes, readBody } from '@/lib/request-body'

export const { GET } = guardedHandlers
export const POST = refusing(guardedHandlers.POST, isJson)
// The engine may ask for the functions without a body.
export const PUT = refusing(guardedHandlers.PUT, (body) => body === '' || isJson(body))

/** The SDK keeps all that it is sent, and answers what it cannot read with 500, before it asks who sends it. */
function refusing(handler: typeof guardedHandlers.POST, isReadable: (body: string) => boolean) {
  return async (request: NextRequest, response: unknown): Promise<Response> => {
    const body = await readBody(request, mostBytes.engine)
    if (!body.ok && body.status === 413) return refused('The body is larger than 4 MB.', 413)
    const text = body.ok ? new TextDecoder().decode(body.bytes) : null
    if (text === null || !isReadable(text)) return refused('The body must be JSON.', 400)
    const { method, headers, url } = request
    return handler(new NextRequest(url, { method, headers, body: text }), response)
  }
}

function refused(error: string, status: number): Response {
  return Response.json({ error }, { status })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
