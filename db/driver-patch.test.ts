import fs from 'node:fs'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { openDatabase, pingDatabase } from './client'
import { refuseUnpatchedDriver } from './driver-patch'

const installed = Object(postgres).medcalPatch
const sentence =
  /without Medcal’s patch.*delete node_modules\/postgres, run "npm install" and "npx patch-package"/

test('the driver that is installed has the patch', () => {
  expect(() => refuseUnpatchedDriver()).not.toThrow()
})

test.each([
  ['none', {}],
  ['an older one', { medcalPatch: 1 }],
])('a driver with %s is refused, with what to do', (_, driver) => {
  expect(() => refuseUnpatchedDriver(driver)).toThrow(sentence)
})

test('without it the app opens no database', async () => {
  const driver = Object.assign(postgres, { medcalPatch: 1 })
  try {
    expect(() => openDatabase('postgres://nobody@127.0.0.1:1/none')).toThrow(sentence)
    await expect(pingDatabase()).rejects.toThrow(sentence)
  } finally {
    driver.medcalPatch = installed
  }
})

test('the patch marks both copies of the driver alike', () => {
  const [file = ''] = fs.readdirSync('patches').filter((name) => name.startsWith('postgres+'))
  const marks = fs.readFileSync(`patches/${file}`, 'utf8').match(/^\+ {2}medcalPatch: \d+,$/gm)
  expect(marks).toHaveLength(2)
  expect(new Set(marks).size).toBe(1)
})
