import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { assumptions, figures } from './simulation/assumptions'
import { calibration } from './simulation/calibration'
import { dayGainChart, fillChart } from './simulation/charts'
import {
  batches,
  medcal,
  type Policy,
  policies,
  productDefaults,
  published,
} from './simulation/policies'
import { runAll } from './simulation/pool'
import { variants } from './simulation/settings'
import {
  against,
  choiceColumns,
  effortColumns,
  fairColumns,
  fillColumns,
  type Result,
  rivalry,
  table,
} from './simulation/table'

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    seeds: { type: 'string', default: '8' },
    weeks: { type: 'string', default: String(assumptions.weeks) },
    /** Where the charts are written; only the figures that docs/waitlist.md prints go beside it. */
    charts: { type: 'string' },
    settings: { type: 'boolean', default: false },
    assumptions: { type: 'boolean', default: false },
  },
})

const isWhole = options.seeds === '8' && options.weeks === String(assumptions.weeks)
const began = Date.now()
if (options.assumptions) sayAssumptions()
else if (options.settings) await compareSettings()
else await comparePolicies()

/** `npm run simulate`: the policies side by side, and the check against what is published. */
async function comparePolicies(): Promise<void> {
  const [check, ...all] = await simulate([published, ...policies, ...batches])
  const results = all.slice(0, policies.length)
  say('\nCancelled times filled by an earlier-visit offer, overall and by notice (%)\n')
  say(table(results, fillColumns))
  say('\nEffort and waste\n')
  say(table(results, effortColumns))
  say('\nFairness: offers accepted by patient group (%), and how offers are spread\n')
  say(table(results, fairColumns))
  sayDifferences(results, 'fixed 2 hours')
  const defaults = results.filter(({ name }) => name === medcal)
  sayDifferences([...defaults, ...all.slice(policies.length)], medcal)
  for (const { bySeed } of defaults) say(`\n${rivalry(bySeed)}`)
  if (check) say(`\n${calibration(check)}`)
  writeChart('fill-by-notice.svg', fillChart(results))
  writeChart('days-gained.svg', dayGainChart(results))
  sayTime(all)
}

/** `npm run simulate -- --settings`: one setting of the product's defaults changed at a time. */
async function compareSettings(): Promise<void> {
  const results = await simulate(variants({ ...productDefaults, name: medcal }))
  say(`\n${table(results, [...fillColumns, ...effortColumns])}`)
  sayDifferences(results, medcal)
  sayTime(results)
}

async function simulate(all: readonly Policy[]): Promise<Result[]> {
  const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => i + 1)
  const year = { ...assumptions, weeks: Number(options.weeks) }
  const jobs = all.flatMap((policy) => seeds.map((seed) => ({ seed, policy, assumptions: year })))
  const measures = await runAll(jobs, (count) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${count} of ${jobs.length} clinic-years `)
  })
  return all.map(({ name }, i) => ({
    name,
    bySeed: measures.slice(i * seeds.length, (i + 1) * seeds.length),
  }))
}

function sayDifferences(results: readonly Result[], name: string): void {
  const base = results.find((result) => result.name === name)
  if (!base) return
  say(`\nAs against "${name}" with the same seeds (differences)\n`)
  const others = results.filter((result) => result !== base)
  say(
    table(
      others.map((other) => against(base, other)),
      choiceColumns,
    ),
  )
}

function sayAssumptions(): void {
  for (const [name, { value, source }] of Object.entries(figures)) {
    say(`${name}: ${JSON.stringify(value)}\n    ${source}`)
  }
}

function sayTime(results: readonly Result[]): void {
  const years = results.length * Number(options.seeds)
  const { user, system } = process.cpuUsage()
  say(
    `\n${years} clinic-years in ${((Date.now() - began) / 1000).toFixed(0)} s (${((user + system) / 1e6).toFixed(0)} s of processor time), seeds 1 to ${options.seeds}.`,
  )
}

function writeChart(name: string, svg: string): void {
  const folder = options.charts ?? (isWhole ? 'docs/pictures' : '.data/charts')
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(folder, name)
  fs.writeFileSync(file, svg)
  say(`\nWritten: ${file}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
