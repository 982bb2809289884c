import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { isReadable, refusal } from './refused-request'
import { everywhere, noPagePolicy } from './response-headers'

/** What this server answers to; a method that the Fetch standard forbids ends in an error of Next.js. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * Stands before Next.js in this process: what that would answer before it asks the proxy, with a bare
 * 500 or without our headers, and what it hides from the proxy, is answered here. Done twice it does
 * nothing more.
 */
export function closeFrontDoor(): void {
  const before = Server.prototype.emit as (event: string | symbol, ...args: unknown[]) => boolean
  if (before.name === 'emitUnlessRefused') return
  Server.prototype.emit = function emitUnlessRefused(event: string | symbol, ...args: unknown[]) {
    if (event !== 'request') return before.call(this, event, ...args)
    const [request, response] = args as [IncomingMessage, ServerResponse]
    const status = frontStatus(request)
    const tidy = status === null && tidyAddress(request.url ?? '/')
    if (status !== null) refuse(response, request.url ?? '/', status)
    else if (tidy) leadTo(response, tidy)
    else return before.call(this, event, ...args)
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

/** The address without what a path has twice or at its end by mistake; null where it is tidy. */
export function tidyAddress(url: string): string | null {
  const [path = '', ...query] = url.split('?')
  const tidy = path.replace(/[\\/]+/g, '/').replace(/(?<=.)\/$/, '')
  return tidy === path ? null : [tidy, ...query].join('?')
}

function refuse(response: ServerResponse, address: string, as: number): void {
  const { status, headers, html } = refusal(address, as)
  response.writeHead(status, headers).end(html)
}

function leadTo(response: ServerResponse, address: string): void {
  const headers = { ...everywhere, 'Content-Security-Policy': noPagePolicy, Location: address }
  response.writeHead(308, headers).end()
}
