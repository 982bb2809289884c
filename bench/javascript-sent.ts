import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { staffPages } from '@/e2e/support/staff-pages'
import { nextProgram } from '@/local/build'
import { startTool } from '@/local/processes'
import { type Figure, quantile } from './figure'
import { act, actionRequest } from './server-action'
import { type BenchStack, root, signIn, withStack } from './with-stack'

/**
 * The script files that each page's document loads in a modern browser, gzipped, beside those of
 * an empty app of the same Next.js.
 */
export async function measure(): Promise<Figure> {
  const empty = await emptyApp()
  return withStack(async (stack) => {
    const cookie = await signIn(stack)
    const kilobytes = (page: string) => sent(stack, page, cookie)
    const patient: Figure['rows'] = []
    for (const page of await patientPages(stack, cookie)) {
      const what = page.replace(/[\w-]{43}/, '<token>')
      patient.push({ what, samples: [await kilobytes(page)] })
    }
    const staff: Figure['rows'] = []
    for (const page of [...staffPages, await patientRecord(stack)]) {
      const what = page.replace(/[\w-]{36}/, '<id>')
      staff.push({ what, samples: [await kilobytes(page)] })
    }
    const [forPatients, forStaff] = [most(patient), most(staff) - empty]
    return {
      id: 'P9',
      title: 'JavaScript sent to a modern browser, gzipped',
      unit: 'KB',
      rows: [{ what: 'an empty app', samples: [empty] }, ...patient, ...staff],
      reached: [
        {
          what: 'patient pages beside the empty app',
          asked: '≤ 1.05×',
          got: `${(forPatients / empty).toFixed(3)}×`,
          holds: forPatients <= 1.05 * empty,
        },
        {
          what: 'staff pages above the empty app',
          asked: '≤ 120 KB',
          got: `${forStaff.toFixed(1)} KB`,
          holds: forStaff <= 120,
        },
      ],
    }
  })
}

/** Builds an app of one heading; what its page sends. */
async function emptyApp(): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-empty-'))
  const write = (file: string, text: string) => fs.writeFileSync(path.join(folder, file), text)
  try {
    fs.mkdirSync(path.join(folder, 'app'))
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
    write('package.json', '{"private":true,"type":"module"}')
    write('next.config.js', "export default { turbopack: { root: '/' } }")
    write(
      'app/layout.jsx',
      'export default ({ children }) => <html lang="en"><body>{children}</body></html>',
    )
    write('app/page.jsx', 'export default () => <h1>Empty</h1>')
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
    const logFile = path.join(folder, 'build.log')
    const end = await startTool([nextProgram(folder), 'build'], { cwd: folder, env, logFile }).ended
    if (end !== 'code 0') throw new Error(`${end}: ${fs.readFileSync(logFile, 'utf8')}`)
    const html = fs.readFileSync(path.join(folder, '.next', 'server', 'app', 'index.html'), 'utf8')
    const file = (script: string) => path.join(folder, script.replace('/_next', '.next'))
    return sum(scriptsOf(html).map((script) => gzipped(fs.readFileSync(file(script)))))
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function sent({ app }: BenchStack, page: string, cookie: string): Promise<number> {
  const response = await fetch(app + page, { headers: { cookie }, redirect: 'error' })
  if (!response.ok) throw new Error(`${page} answers ${response.status}`)
  const sizes = scriptsOf(await response.text()).map(async (script) =>
    gzipped(Buffer.from(await (await fetch(app + script)).arrayBuffer())),
  )
  return sum(await Promise.all(sizes))
}

/** The scripts that a document's tags and preloads name, each once, but for old browsers' own. */
function scriptsOf(html: string): string[] {
  const tags = html.match(/<script [^>]*>|<link [^>]*as="script"[^>]*>/g) ?? []
  const modern = tags.filter((tag) => !/nomodule/i.test(tag))
  const files = modern.flatMap((tag) => /(?:src|href)="([^"?]+)/.exec(tag)?.[1] ?? [])
  if (files.length === 0) throw new Error('The document names no script')
  return [...new Set(files)]
}

/** Cancels visits until an offer is mailed: the pages behind its links. */
async function patientPages(stack: BenchStack, cookie: string): Promise<string[]> {
  const cancel = actionRequest(stack, 'cancelAppointmentAction', cookie)
  const coming = await stack.superuser<{ id: string; version: number }[]>`
    select id, version from appointments
    where status in ('booked', 'confirmed') and starts_at > now() + interval '3 days'
    order by starts_at limit 20`
  for (const { id: appointmentId, version } of coming) {
    await act(stack.app, cancel, { appointmentId, version, reason: '', offerOnward: true })
    for (let tries = 0; tries < 10; tries++, await wait(300)) {
      const mails = await (await fetch(`${stack.mailbox}/api/email`)).text()
      const offer = mails.match(/\/offer\/[\w-]{43}/)?.[0]
      const visit = mails.match(/\/visit\/[\w-]{43}/)?.[0]
      if (offer && visit) return [visit, `${visit}/earlier`, `${visit}/move`, offer]
    }
  }
  throw new Error('No offer was mailed')
}

async function patientRecord({ superuser }: BenchStack): Promise<string> {
  const [patient] = await superuser<{ id: string }[]>`select id from patients limit 1`
  return `/patients/${patient?.id}`
}

const gzipped = (file: Buffer): number => gzipSync(file).length / 1024

const sum = (sizes: number[]): number => sizes.reduce((all, one) => all + one, 0)

const most = (rows: Figure['rows']): number =>
  Math.max(...rows.map(({ samples }) => quantile(samples)))
