import fc from 'fast-check'
import { nastyRequests } from '/work/wt/doors/e2e/support/nasty'
import { send } from '/work/wt/doors/e2e/support/raw'
const origin = process.env.ORIGIN ?? 'http://localhost:5300'
const cookie = process.env.COOKIE ?? ''
const seen = new Map<string, number>()
const counts = new Map<number, number>()
const runs = Number(process.argv[2] ?? 300)
const end = Date.now() + Number(process.argv[3] ?? 60) * 1000
const seed = Number(process.env.SEED ?? 1)
let done = 0
const all = fc.sample(nastyRequests((process.env.OWN ?? 'x').split(',')), { numRuns: runs, seed }).filter((s) => process.env.ALL || ['GET', 'HEAD', undefined].includes(s.method) || s.path.startsWith('/api'))
let next = 0
async function worker() {
  while (next < all.length && Date.now() < end) {
    const i = next++
    const sent = all[i]
    try {
      const { status, text } = await send({ ...sent, headers: { ...(cookie && i % 2 ? { cookie } : {}), origin, ...sent.headers } })
      counts.set(status, (counts.get(status) ?? 0) + 1)
      if (status >= 500 || /\n\s+at .+:\d+:\d+|node_modules|"reason":"unexpected"/.test(text)) {
        const key = `${status} ${sent.method} ${sent.path.split('?')[0]}`.slice(0, 80)
        if (!seen.has(key)) console.log(key, JSON.stringify(sent).slice(0, 600), text.slice(0, 200))
        seen.set(key, (seen.get(key) ?? 0) + 1)
      }
    } catch (e) {
      const key = `ERR ${String(e).slice(0, 60)} ${sent.method} ${sent.path.split('?')[0]}`.slice(0, 120)
      if (!seen.has(key)) console.log(key, JSON.stringify(sent).slice(0, 300))
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
    done++
  }
}
await Promise.all([worker(), worker(), worker(), worker()])
console.log('done', done, 'of', runs, JSON.stringify([...counts]), 'faults', [...seen.values()].reduce((a, b) => a + b, 0))
