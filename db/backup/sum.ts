import { createHash } from 'node:crypto'
import type { Sum } from './manifest'

/** Adds up a table's data as they go by. Each row of COPY's text ends with the only newline in it. */
export function createSum() {
  const hash = createHash('sha256')
  let [rows, bytes] = [0, 0]
  return {
    add(data: Buffer): void {
      hash.update(data)
      bytes += data.length
      for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) rows++
    },
    rows: () => rows,
    result: (): Sum => ({ rows, bytes, sha256: hash.digest('hex') }),
  }
}
