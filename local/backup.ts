import fs from 'node:fs'
import path from 'node:path'
import { makeBackup } from '@/db/backup/make'
import { dataDirPath } from './data-dir'
import { loadEnvFiles } from './environment'
import { Failure, sentence } from './failure'
import { hasCluster, hostedUrls, runningUrls, withEmbedded } from './offline'
import { createSteps } from './steps'

// `npm run backup [file]`: copies the database into one file, whether Medcal runs or not.

const root = path.dirname(import.meta.dirname)

try {
  loadEnvFiles()
  const [file, ...more] = process.argv.slice(3)
  if (more.length > 0 || file?.startsWith('-')) {
    throw new Failure('Give at most the name of the file to write: npm run backup clinic.tar.gz')
  }
  await backUp(path.resolve(file ?? usualFile()))
} catch (error) {
  console.error(sentence(error))
  process.exitCode = 1
}

async function backUp(file: string): Promise<void> {
  const urls = (await hostedUrls('backup')) ?? runningUrls(root)
  if (urls) return copy(urls.backup ?? '', file)
  if (!hasCluster(root)) {
    throw new Failure(
      `There is nothing to back up: ${dataDirPath(root)} has no database. Choose its folder with MEDCAL_DATA, or set BACKUP_DATABASE_URL.`,
    )
  }
  await withEmbedded(root, (started) => copy(started.backup ?? '', file))
}

async function copy(url: string, file: string): Promise<void> {
  const { tables } = await createSteps().run('Backup', async (note) => {
    const manifest = await makeBackup(url, file, (table, rows) => note(`${table}, ${rows} rows`))
    note('')
    return manifest
  })
  const rows = tables.reduce((all, table) => all + table.rows, 0)
  const megabytes = (fs.statSync(file).size / 1_000_000).toFixed(1)
  console.log(`  ${rows} rows of ${tables.length} tables are in ${file} (${megabytes} MB).`)
}

/** By its instant, in UTC, so that the names sort by age. */
function usualFile(): string {
  const at = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
  return path.join(dataDirPath(root), 'backups', `medcal-${at}.tar.gz`)
}
