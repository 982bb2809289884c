import fs from 'node:fs'
import path from 'node:path'
import type { StackFile } from '@/local/stack-file'

const file = process.env.MEDCAL_STACK ?? '.data/stack.json'

/** The folder of the stack under test: beside its addresses, its secrets. */
export const stackFolder = path.dirname(path.resolve(file))

/** Where everything of the stack under test is; read anew, as processes are replaced. */
export function readStack(): StackFile {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as StackFile
}

export const stack = readStack()
