import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import tar from 'tar-stream'
import { type Manifest, manifestSchema } from './manifest'
import { BackupRefused } from './refused'
import { createSum } from './sum'

// A backup is a gzipped tar: each table's data in parts, in COPY's text, and manifest.json at the end.

const manifestName = 'manifest.json'
const partBytes = 1024 * 1024

/** Takes the parts of a backup in their order. */
export type Archive = {
  table(name: string, data: AsyncIterable<Buffer>): Promise<void>
  manifest(manifest: Manifest): Promise<void>
}

/**
 * Writes a backup, for its owner's eyes only. It is there under its name once it is whole and on
 * the disk; until then, and if it is killed, it is called `<file>.unfinished`.
 */
export async function writeArchive(
  file: string,
  fill: (archive: Archive) => Promise<void>,
): Promise<void> {
  const draft = `${file}.unfinished`
  fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 })
  fs.rmSync(draft, { force: true })
  const pack = tar.pack()
  const handle = await fs.promises.open(draft, 'wx', 0o600)
  const done = pipeline(pack, createGzip(), handle.createWriteStream({ flush: true }))
  const filled = fill(archiveOf(pack)).then(
    () => pack.finalize(),
    (error) => {
      pack.destroy(error)
      throw error
    },
  )
  const [how, end] = await Promise.allSettled([filled, done])
  for (const one of [how, end]) {
    if (one.status === 'fulfilled') continue
    fs.rmSync(draft, { force: true })
    throw one.reason
  }
  fs.renameSync(draft, file)
  syncFolder(path.dirname(path.resolve(file)))
}

function archiveOf(pack: tar.Pack): Archive {
  const put = (name: string, data: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const entry = pack.entry({ name, size: data.length, mode: 0o600 }, (error) =>
        error ? reject(error) : resolve(),
      )
      // Through the entry and not at once: so the pack is not filled faster than it is written.
      entry.end(data)
    })
  return {
    async table(name, data) {
      let part = 0
      for await (const bytes of inParts(data)) {
        part++
        await put(`tables/${name}/${String(part).padStart(6, '0')}`, bytes)
      }
    },
    manifest: (manifest) => put(manifestName, Buffer.from(JSON.stringify(manifest, null, 2))),
  }
}

async function* inParts(data: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [held, bytes]: [Buffer[], number] = [[], 0]
  for await (const piece of data) {
    held.push(piece)
    bytes += piece.length
    if (bytes < partBytes) continue
    yield Buffer.concat(held)
    ;[held, bytes] = [[], 0]
  }
  if (bytes > 0) yield Buffer.concat(held)
}

/** So that the new name outlives a power cut too. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = fs.openSync(folder, 'r')
  fs.fsyncSync(handle)
  fs.closeSync(handle)
}

/**
 * Reads a backup through and gives what it says of itself. Refuses one that is not whole, or whose
 * data are not those that it was made with.
 */
export async function checkArchive(file: string): Promise<Manifest> {
  if (!fs.existsSync(file)) throw new BackupRefused(`There is no file ${file}.`)
  try {
    return await check(file)
  } catch (error) {
    // What we or the system say is told; all else is about what the file holds.
    if (error instanceof BackupRefused || 'syscall' in Object(error)) throw error
    throw notWhole(file)
  }
}

async function check(file: string): Promise<Manifest> {
  const sums = new Map<string, ReturnType<typeof createSum>>()
  let manifest: Manifest | undefined
  for await (const { name, data } of entriesOf(file)) {
    if (manifest) throw altered(file)
    if (name === manifestName) {
      manifest = await readManifest(file, data)
      continue
    }
    const sum = sums.get(tableOf(name)) ?? createSum()
    sums.set(tableOf(name), sum)
    for await (const bytes of data) sum.add(bytes)
  }
  if (!manifest) throw notWhole(file)
  const known = new Set(manifest.tables.map(({ name }) => name))
  if ([...sums.keys()].some((name) => !known.has(name))) throw altered(file)
  for (const { name, rows, bytes, sha256 } of manifest.tables) {
    const found = (sums.get(name) ?? createSum()).result()
    if (found.rows !== rows || found.bytes !== bytes || found.sha256 !== sha256) throw altered(file)
  }
  return manifest
}

/** Hands on each table's data, of a backup that `checkArchive` has found well; tables without rows have none. */
export async function readTables(
  file: string,
  take: (name: string, data: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const entries = entriesOf(file)
  let next = await entries.next()
  while (!next.done && next.value.name !== manifestName) {
    const table = tableOf(next.value.name)
    await take(table, partsOf(table))
  }
  await entries.return(undefined)

  async function* partsOf(table: string): AsyncGenerator<Buffer> {
    while (!next.done && tableOf(next.value.name) === table) {
      yield* next.value.data
      next = await entries.next()
    }
  }
}

const tableOf = (name: string) => /^tables\/([^/]+)\/\d+$/.exec(name)?.[1] ?? ''

async function* entriesOf(
  file: string,
): AsyncGenerator<{ name: string; data: AsyncIterable<Buffer> }> {
  const extract = tar.extract()
  const fed = pipeline(fs.createReadStream(file), createGunzip(), extract)
  fed.catch(() => {}) // it is awaited below, or its error comes out of the iteration
  for await (const entry of extract) yield { name: entry.header.name, data: entry }
  await fed
}

async function readManifest(file: string, data: AsyncIterable<Buffer>): Promise<Manifest> {
  let text = ''
  for await (const bytes of data) text += bytes
  const { format } = Object(parsed(text))
  if (typeof format === 'number' && format > 1) {
    throw new BackupRefused(`${file} was made by a newer Medcal. Restore it with that one.`)
  }
  const read = manifestSchema.safeParse(parsed(text))
  if (!read.success) throw altered(file)
  return read.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function notWhole(file: string): BackupRefused {
  return new BackupRefused(
    `${file} is not a whole backup of Medcal: it was not finished, or not copied whole. Take another one.`,
  )
}

function altered(file: string): BackupRefused {
  return new BackupRefused(
    `${file} is not as it was made: its data do not match its list. Take another one.`,
  )
}
