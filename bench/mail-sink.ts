import net, { type AddressInfo } from 'node:net'

export type Arrival = { to: string; offers: boolean; at: number }

/** A mail server that takes every mail and notes only when it had it whole (`performance.now()`). */
export async function openMailSink() {
  const waiting = new Set<(arrival: Arrival) => void>()
  const server = net.createServer((socket) => converse(socket, tell))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))

  function tell(arrival: Arrival) {
    for (const hear of waiting) hear(arrival)
  }
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Waits for the next offer to a patient of the bench's own. Refuses after so many ms. */
    nextOffer(patience: number): Promise<Arrival> {
      return new Promise((resolve, reject) => {
        const hear = (arrival: Arrival) => {
          if (!arrival.offers || !arrival.to.endsWith('@bench.test')) return
          clearTimeout(clock)
          waiting.delete(hear)
          resolve(arrival)
        }
        const clock = setTimeout(() => {
          waiting.delete(hear)
          reject(new Error(`No offer within ${patience / 1000} s`))
        }, patience)
        waiting.add(hear)
      })
    },
    close: () => server.close(),
  }
}

/** The server's side of SMTP, without options. */
function converse(socket: net.Socket, tell: (arrival: Arrival) => void): void {
  let text = ''
  let to = ''
  let inData = false
  const answers: Record<string, string> = { DATA: '354 go on', QUIT: '221 bye' }
  socket.on('error', () => socket.destroy())
  socket.write('220 sink\r\n')
  socket.on('data', (chunk) => {
    text += chunk
    for (;;) {
      const mark = inData ? '\r\n.\r\n' : '\r\n'
      const end = text.indexOf(mark)
      if (end < 0) return
      const part = text.slice(0, end)
      text = text.slice(end + mark.length)
      if (inData) {
        tell({ to, offers: /^Subject: An earlier time/im.test(part), at: performance.now() })
        inData = false
        socket.write('250 taken\r\n')
        continue
      }
      const verb = part.slice(0, 4).toUpperCase()
      if (verb === 'RCPT') to = /<([^>]*)>/.exec(part)?.[1] ?? ''
      inData = verb === 'DATA'
      socket.write(`${answers[verb] ?? '250 fine'}\r\n`)
    }
  })
}
