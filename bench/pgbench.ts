import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Failure } from '@/local/failure'

/** Runs a script of pgbench with so many clients for so long; how often it was through, per second. */
export async function pgbench(
  url: string,
  script: string,
  { clients, seconds }: { clients: number; seconds: number },
): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-pgbench-'))
  try {
    const file = path.join(folder, 'script.sql')
    fs.writeFileSync(file, script)
    const often = ['-c', String(clients), '-j', '2', '-T', String(seconds)]
    const said = await run(['-n', '-f', file, ...often, ...login(url)], url)
    const [, perSecond] = /^tps = ([\d.]+)/m.exec(said) ?? []
    if (!perSecond) throw new Error(`pgbench gave no figure: ${said}`)
    return Number(perSecond)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function login(url: string): string[] {
  const { hostname, port, username, pathname } = new URL(url)
  return ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)]
}

function run(args: string[], url: string): Promise<string> {
  const env = { PATH: process.env.PATH, PGPASSWORD: new URL(url).password, LC_ALL: 'C' }
  const child = spawn('pgbench', args, { env: env as unknown as NodeJS.ProcessEnv })
  let out = ''
  let problems = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    problems += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(new Failure('It needs pgbench, which Debian has in postgresql-contrib.')),
    )
    child.once('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`pgbench ended with ${code}: ${problems}`)),
    )
  })
}
