import http from 'node:http'

/** What is asked; `refuses` says what is wrong with an answer. */
export type Asked = {
  origin: string
  path: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  refuses?: (status: number, text: string) => boolean
}

export type Load = {
  /** Answers a second. */
  rate: number
  /** In ms, of each answer: until its first byte, and its last. */
  firstByte: number[]
  whole: number[]
}

/** Keeps so many requests under way for some seconds, each over a connection that stays. */
export async function load(atOnce: number, seconds: number, next: () => Asked): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce })
  const firstByte: number[] = []
  const whole: number[] = []
  const began = performance.now()
  const end = began + seconds * 1000
  const worker = async () => {
    while (performance.now() < end) {
      const took = await ask(agent, next())
      firstByte.push(took.firstByte)
      whole.push(took.whole)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  agent.destroy()
  return { rate: whole.length / ((performance.now() - began) / 1000), firstByte, whole }
}

/** Asks once; how long it took. Refuses what `refuses` finds wrong. */
export function ask(
  agent: http.Agent,
  asked: Asked,
): Promise<{ firstByte: number; whole: number }> {
  const { origin, path, method = 'GET', headers, body, refuses = notFine } = asked
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const request = http.request(origin + path, { agent, method, headers }, (response) => {
      let firstByte = 0
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        firstByte ||= performance.now() - began
        chunks.push(chunk)
      })
      response.on('end', () => {
        const whole = performance.now() - began
        const text = () => Buffer.concat(chunks).toString()
        const status = response.statusCode ?? 0
        if (!refuses(status, text())) return resolve({ firstByte, whole })
        reject(new Error(`${method} ${path} answered ${status} ${text().slice(0, 300)}`))
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

const notFine = (status: number) => status !== 200
