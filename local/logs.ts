import fs from 'node:fs'
import path from 'node:path'

/** A fresh log file in the data folder; the one of the session before is kept as `<name>.old.log`. */
export function openLog(dataDir: string, name: string): string {
  const folder = path.join(dataDir, 'logs')
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${name}.log`)
  if (fs.existsSync(file)) fs.renameSync(file, path.join(folder, `${name}.old.log`))
  fs.writeFileSync(file, '')
  return file
}
