import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { startPostgres } from '@/local/postgres'

const server = await startPostgres({ dataDir: '/tmp/roles-dbg', port: 5419 })
const sql = postgres(server.superuserUrl, { max: 1 })
async function* rows(n: number) {
  for (let i = 0; i < n; i++) {
    yield Buffer.from('x'.repeat(60000) + '\n')
    if (i % 10 === 0) await new Promise((r) => setTimeout(r, 1))
  }
  console.log('all given')
}
const t = setTimeout(() => {
  console.log('HANG')
  process.exit()
}, 10000)
for (const n of [1, 500]) {
  await sql
    .begin(async (tx) => {
      await tx`create temp table t (x text check (length(x) < 10))`
      const w = await tx.unsafe('copy t from stdin').writable()
      w.on('error', (e: Error) => console.log('w error', e.message))
      w.on('close', () => console.log('w close'))
      await pipeline(rows(n), w)
      console.log('piped')
    })
    .catch((e) => console.log('rejected', e.message, e.code))
}
clearTimeout(t)
await sql.end()
await server.stop()
