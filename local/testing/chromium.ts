import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The system's Chromium: CHROMIUM_PATH, or the first found on the PATH; undefined when none is. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => fs.existsSync(file))
}

/** Finds Chromium, or installs Debian's where we may. Undefined when neither works. */
export function ensureChromium(say: (sentence: string) => void): string | undefined {
  const found = findChromium()
  if (found || process.getuid?.() !== 0 || !fs.existsSync('/etc/debian_version')) return found
  say('Chromium is missing: installing Debian’s.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, stdio: 'ignore' } as const
  spawnSync('apt-get', ['update'], options)
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
  return findChromium()
}
