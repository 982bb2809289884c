import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

const names = ['localhost', '127.0.0.1', '[::1]']

/**
 * Holds a stand-in's server to this machine and to no web page in a browser on it: a page elsewhere
 * could otherwise send mail and events here, or read them by pointing its own name at this address
 * (DNS rebinding). Comes after all other listeners of the server are there; WebSockets are held too.
 */
export function onlyForThisMachine(server: Server): Server {
  const serve = taken(server, 'request')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isOurs(request)) return serve(request, response)
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end('Only programs and pages of this machine may use this.\n')
  })
  if (server.listenerCount('upgrade') === 0) return server
  const upgrade = taken(server, 'upgrade')
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isOurs(request)) return upgrade(request, socket, head)
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  return server
}

/** Takes an event's listeners away from a server; the answer calls them as the server would. */
function taken(server: Server, event: string): (...args: unknown[]) => void {
  const listeners = server.listeners(event)
  server.removeAllListeners(event)
  return (...args) => {
    for (const listener of listeners) listener.call(server, ...args)
  }
}

/**
 * Whether a request names this machine, with the port that it came to, and comes from no other
 * site's page. A browser that hides the origin of our own forms still says that they are ours.
 */
function isOurs({ headers, socket }: IncomingMessage): boolean {
  if (!names.some((name) => headers.host === `${name}:${socket.localPort}`)) return false
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers
  if (origin !== undefined) return origin === `http://${headers.host}` || site === 'same-origin'
  // Without an origin come programs, and browsers that open a page or load a part of one.
  return site !== 'cross-site' || mode === 'navigate'
}
