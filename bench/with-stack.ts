import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { StackFile } from '@/local/stack-file'
import { createBrowser } from '@/local/testing/browser'
import { distDir, startOwnStack } from '@/local/testing/own-stack'
import { asSuperuser } from '@/local/testing/superuser'

export const root = path.dirname(import.meta.dirname)

export type BenchStack = StackFile & {
  dataDir: string
  /** What `next build` made. */
  built: string
  /** The product's database as the superuser: for filling it past the policies. */
  superuserUrl: string
  superuser: postgres.Sql
  /** The demo clinic. */
  clinicId: string
}

/** Runs `work` on the whole product, built, on a stack of its own with the demo clinic, and removes it. */
export async function withStack<T>(
  work: (stack: BenchStack) => Promise<T>,
  env: Record<string, string> = {},
): Promise<T> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-bench-'))
  const logFile = path.join(dataDir, 'up.log')
  const ports = { MEDCAL_PORTS_FROM: process.env.MEDCAL_BENCH_PORTS_FROM ?? '4600' }
  const stack = await startOwnStack({ root, dataDir, logFile, env: { ...ports, ...env } })
  if (!stack) {
    const said = fs.readFileSync(logFile, 'utf8')
    fs.rmSync(dataDir, { recursive: true, force: true })
    throw new Error(said)
  }
  const superuserUrl = asSuperuser(stack.file.database, dataDir)
  const superuser = postgres(superuserUrl, { max: 1, onnotice: () => {} })
  try {
    const [clinic] = await superuser<{ id: string }[]>`select id from clinics`
    const clinicId = clinic?.id ?? ''
    const built = path.join(root, distDir)
    return await work({ ...stack.file, dataDir, built, superuserUrl, superuser, clinicId })
  } finally {
    await superuser.end()
    await stack.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Signs in as the demo clinic's admin; the cookies of the session. */
export async function signIn({ app, identity }: StackFile): Promise<string> {
  const origins = [app, identity].map((url) => new URL(url).origin)
  const browser = createBrowser(({ origin }) => origins.includes(origin))
  const { url } = await browser.open(`${app}/auth/login`)
  const { status } = await browser.post(`${url.pathname}/demo`, { account: 'demo|admin' })
  if (status !== 200) throw new Error(`The sign-in ended with ${status}`)
  return browser.cookiesFor(new URL(app))
}
