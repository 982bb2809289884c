import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What the commands put for the variable part of an action's name. */
const variants: Record<string, string[]> = {
  'input.attendance': ['arrived', 'fulfilled', 'noshow', 'expected'],
  sweep: ['confirm-upcoming', 'reschedule-cancelled'],
  'offer.closing.state': ['declined', 'expired', 'withdrawn'],
  'opening.closing.state': ['filled', 'lapsed', 'withdrawn'],
}

/** Every action that the commands write into the trail, read from their code. */
export function writtenActions(): string[] {
  const folder = fileURLToPath(new URL('../../lib/commands/', import.meta.url))
  const code = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(folder + name, 'utf8'))
    .join('\n')
  const calls = [...code.matchAll(/audit\(\s*([^,]+),/g)].map((match) => match[1] ?? '')
  const inserts = [...code.matchAll(/action: ('[^']+')/g)].map((match) => match[1] ?? '')
  const looks = [...code.matchAll(/noteLook\([^']*('[^']+')/g)].map((match) => match[1] ?? '')
  return [...calls, ...inserts, ...looks].flatMap(expand)
}

function expand(call: string): string[] {
  const plain = [...call.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1] ?? '')
  const [, kind, variable] = /`(\w+)\.\$\{([\w.]+)\}`/.exec(call) ?? []
  if (!kind || !variable) return plain
  const states = variants[variable] ?? variants[`${kind}.${variable}`]
  if (!states) throw new Error(`Which actions does ${call} write?`)
  return [...plain, ...states.map((state) => `${kind}.${state}`)]
}
