import fs from 'node:fs'
import path from 'node:path'

/**
 * A fresh log file in the data folder; the one of the session before is kept as `<name>.old.log`.
 * Logs may hold what clinics would not show: the folder and all in it is its owner's alone, that of
 * earlier runs too.
 */
export function openLog(dataDir: string, name: string): string {
  const folder = path.join(dataDir, 'logs')
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  fs.chmodSync(folder, 0o700)
  for (const old of fs.readdirSync(folder)) fs.chmodSync(path.join(folder, old), 0o600)
  const file = path.join(folder, `${name}.log`)
  if (fs.existsSync(file)) fs.renameSync(file, path.join(folder, `${name}.old.log`))
  fs.writeFileSync(file, '', { mode: 0o600 })
  return file
}
