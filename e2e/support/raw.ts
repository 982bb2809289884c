import http from 'node:http'
import { Readable } from 'node:stream'
import { stack } from './stack'

export type Sent = {
  method?: string
  path: string
  headers?: Readonly<Record<string, string | undefined>>
  /** In pieces it comes without a length, as a stream does. */
  body?: string | Buffer | Iterable<Buffer>
}

export type Answered = { status: number; headers: http.IncomingHttpHeaders; text: string }

/** Sends what no browser would, as it stands, to the stack's app or to another of its addresses. */
export function send(
  { method = 'GET', path, headers = {}, body }: Sent,
  to = stack.app,
): Promise<Answered> {
  const { hostname, port } = new URL(to)
  const given = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return new Promise((resolve, reject) => {
    // A connection of its own that stays: who says that it will close may be cut off while it still sends.
    const agent = new http.Agent({ keepAlive: true })
    const request = http.request(
      { hostname, port, method, path, headers: Object.fromEntries(given), agent },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          agent.destroy()
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
        })
      },
    )
    request.on('error', reject)
    if (typeof body === 'string' || body === undefined || Buffer.isBuffer(body)) request.end(body)
    else Readable.from(body).pipe(request)
  })
}

/** So many bytes in pieces of 64 KB. */
export function* pieces(bytes: number): Iterable<Buffer> {
  const piece = Buffer.alloc(64 * 1024, 'a')
  for (let left = bytes; left > 0; left -= piece.length)
    yield piece.subarray(0, Math.min(left, piece.length))
}
