import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { isReadable, type Refusal, refusal } from './refused-request'

/** What this server answers to; a method that the Fetch standard forbids ends in an error of Next.js. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * Stands before Next.js in this process: what that would answer with a bare 500 before it asks the
 * proxy, and what it hides from the proxy, is answered here. Done twice it does nothing more.
 */
export function closeFrontDoor(): void {
  const before = Server.prototype.emit as (event: string | symbol, ...args: unknown[]) => boolean
  if (before.name === 'emitUnlessRefused') return
  Server.prototype.emit = function emitUnlessRefused(event: string | symbol, ...args: unknown[]) {
    if (event !== 'request') return before.call(this, event, ...args)
    const [request, response] = args as [IncomingMessage, ServerResponse]
    const status = frontStatus(request)
    if (status === null) return before.call(this, event, ...args)
    answer(response, refusal(request.url ?? '/', status))
    return true
  }
}

/** With which status a request is refused before Next.js sees it, or null where it is let in. */
export function frontStatus({
  method = '',
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): 400 | 405 | null {
  if (!methods.has(method)) return 405
  if (!isReadable(url.split('?')[0] ?? '')) return 400
  return isRouterState(headers['next-router-state-tree']) ? null : 400
}

/** As Next.js itself reads where in the app its own scripts say that they are. */
function isRouterState(sent: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(sent)
    return true
  } catch {
    return false
  }
}

function answer(response: ServerResponse, { status, headers, html }: Refusal): void {
  response.writeHead(status, headers).end(html)
}
