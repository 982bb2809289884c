import path from 'node:path'
import { restoreBackup } from '@/db/backup/restore'
import { dataDirPath } from './data-dir'
import { loadEnvFiles } from './environment'
import { Failure, sentence } from './failure'
import { forgetRuns } from './inngest/database'
import { hostedUrls, runningUrls, withEmbedded } from './offline'
import { createSteps } from './steps'

// `npm run restore <file> [-- --replace]`: puts a backup into an empty database, or in the place of
// what is there.

const root = path.dirname(import.meta.dirname)

try {
  loadEnvFiles()
  const words = process.argv.slice(3)
  const replace = words.includes('--replace')
  const [file, ...more] = words.filter((word) => word !== '--replace')
  if (!file || more.length > 0 || file.startsWith('-')) {
    throw new Failure('Name the backup to restore: npm run restore clinic.tar.gz')
  }
  await restore(path.resolve(file), replace)
} catch (error) {
  console.error(sentence(error))
  process.exitCode = 1
}

async function restore(file: string, replace: boolean): Promise<void> {
  const hosted = await hostedUrls('migrate')
  if (!hosted && runningUrls(root)) {
    throw new Failure(`Medcal runs from ${dataDirPath(root)}. Stop it first, then restore.`)
  }
  const put = async ({ migrate = '', executor }: { migrate?: string; executor?: string }) => {
    const { madeAt, tables } = await createSteps().run('Restore', async (note) => {
      const progress = (table: string, rows: number) => note(`${table}, ${rows} rows compared`)
      const manifest = await restoreBackup(migrate, file, { replace, progress })
      note('')
      return manifest
    })
    // What the executor waited for belongs to the state before; the rows set off what is due.
    if (executor) await forgetRuns(executor)
    const rows = tables.reduce((all, table) => all + table.rows, 0)
    console.log(
      `  The database is as it was at ${madeAt}: ${rows} rows of ${tables.length} tables,`,
    )
    console.log('  each compared with the file.')
  }
  await (hosted ? put(hosted) : withEmbedded(root, put))
}
