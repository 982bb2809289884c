import net from 'node:net'

/** What becomes of the next commit: it never reaches the server, its answer never comes back, or nobody waits for it. */
export type Loss = 'commit' | 'answer' | 'patience'

export interface LossyWire {
  /** The database's address by way of the wire. */
  url: string
  /** Loses the next of these in line, once each. */
  lose(...losses: Loss[]): void
  /** How many are still to be lost. */
  left(): number
  close(): Promise<void>
}

/** A way to a database that breaks off around a commit when it is told to. */
export async function lossyWire(databaseUrl: string): Promise<LossyWire> {
  const to = new URL(databaseUrl)
  const losses: Loss[] = []
  const ends = new Set<net.Socket>()
  const server = net.createServer((client) => {
    const database = net.connect(Number(to.port), to.hostname)
    for (const end of [client, database]) {
      ends.add(end)
      end.on('error', () => {})
      end.on('close', () => ends.delete(end))
    }
    const cut = () => {
      client.destroy()
      database.destroy()
    }
    client.on('data', (sent) => {
      const loss = sent.includes('commit') ? losses.shift() : undefined
      if (loss === 'commit') return cut()
      database.write(sent)
      if (!loss) return
      database.off('data', pass)
      if (loss === 'answer') database.once('data', cut)
      else client.destroy()
    })
    const pass = (answer: Buffer) => client.write(answer)
    database.on('data', pass)
    client.on('end', () => database.end())
    database.on('end', () => client.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  // Else "commit" would be sent by name only, once prepared.
  url.searchParams.set('prepare', 'false')
  url.port = String((server.address() as net.AddressInfo).port)
  return {
    url: url.href,
    lose: (...next) => void losses.push(...next),
    left: () => losses.length,
    async close() {
      for (const end of ends) end.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
