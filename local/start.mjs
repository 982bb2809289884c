// Begins every command: right Node, packages installed, then the TypeScript behind it. This file
// itself must be readable by old Nodes.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const folders = {
  local: ['up', 'dev', 'backup', 'restore', 'reset', 'test', 'e2e', 'pictures', 'structure'],
  bench: ['bench', 'simulate'],
}
const commands = [].concat(folders.local, folders.bench)
const command = process.argv[2]
const driver = path.join(root, 'node_modules', 'postgres')

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}

function nodeIsTooOld() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major < 20 || (major === 20 && minor < 19)
}

// Whether the database driver has today's patch (db/driver-patch.ts).
function driverIsPatched() {
  const file = path.join(driver, 'src', 'index.js')
  const patches = path.join(root, 'patches')
  const [patch] = fs.readdirSync(patches).filter((name) => /^postgres\+/.test(name))
  const [mark] = /medcalPatch: \d+,/.exec(fs.readFileSync(path.join(patches, patch), 'utf8'))
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8').indexOf(mark) >= 0
}

function installed() {
  if (!driverIsPatched()) return false
  const record = path.join(root, 'node_modules', '.package-lock.json')
  const lock = path.join(root, 'package-lock.json')
  if (!fs.existsSync(record)) return false
  if (fs.statSync(record).mtimeMs >= fs.statSync(lock).mtimeMs) return true
  return sameVersions(record, lock)
}

// A fresh checkout gives the lock a new date without changing what it says.
function sameVersions(record, lock) {
  const versions = (file) => {
    const packages = JSON.parse(fs.readFileSync(file, 'utf8')).packages
    return Object.keys(packages)
      .filter((name) => name !== '' && !packages[name].optional)
      .map((name) => `${name}@${packages[name].version}`)
      .sort()
      .join()
  }
  return versions(record) === versions(lock)
}

function install() {
  console.log('  · Installing packages')
  const began = Date.now()
  // One with an older patch takes no newer one: it comes anew.
  if (!driverIsPatched()) fs.rmSync(driver, { recursive: true, force: true })
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional packages.
  const args = [
    'install',
    '--no-save',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  // npm tells its scripts where it is; without that, ask the shell.
  const npm = process.env.npm_execpath
  const options = { cwd: root, stdio: 'inherit' }
  const done = npm
    ? spawnSync(process.execPath, [npm].concat(args), options)
    : spawnSync('npm', args, Object.assign({ shell: true }, options))
  if (done.status !== 0) {
    stop(
      'The packages could not be installed. Check the disk and the way to the npm registry, then start again.',
    )
  }
  // npm may be set to run no scripts.
  const patch = path.join(root, 'node_modules', 'patch-package', 'index.js')
  if (!driverIsPatched()) spawnSync(process.execPath, [patch], { cwd: root, stdio: 'inherit' })
  console.log(`  ✓ Packages installed ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

if (nodeIsTooOld()) {
  stop(
    'Medcal needs Node.js 20.19 or later, and this is ' +
      process.version +
      '. Install a newer one (24 is a good choice), then start again.',
  )
}
if (commands.indexOf(command) < 0) {
  stop(`Say what to start: node local/start.mjs ${commands.join(' | ')}`)
}
process.chdir(root)
if (!installed()) install()

import('tsx/esm/api')
  .then((tsx) => {
    tsx.register()
    const folder = folders.bench.indexOf(command) < 0 ? 'local' : 'bench'
    return import(pathToFileURL(path.join(root, folder, `${command}.ts`)).href)
  })
  .catch((error) => {
    console.error(error)
    process.exit(1)
  })
