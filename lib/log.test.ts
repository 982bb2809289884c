import { sql } from 'drizzle-orm'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import pino from 'pino'
import { expect, test } from 'vitest'
import { lookup } from '@/db/client'
import { patients } from '@/db/schema'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { logOptions } from './log'

ownDatabase()

/** What the log holds of an error. */
function logged(err: unknown): string {
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  pino({ ...logOptions, level: 'info' }, { write }).error({ err }, 'failed')
  return lines.join('')
}

const secrets = ['Sørensen', 'ida@private.test', '+45 20 12 34 56']
const row = {
  givenName: 'Ida',
  familyName: 'Sørensen',
  email: 'ida@private.test',
  phone: '+45 20 12 34 56\n    at home',
}

test('a statement that fails tells its SQLSTATE and place, and nothing of the patient', async () => {
  const world = await makeClinic()
  const { clinicId } = await makeClinic()
  const error = await world
    .run((tx) => tx.insert(patients).values({ clinicId, ...row }))
    .catch((e: Error) => e)
  // As Inngest stores it for a step, and as Next.js prints it.
  const told = `${Object(error).message} ${Object(error).stack} ${JSON.stringify(error)}`
  for (const words of [told, logged(error)]) {
    for (const secret of [...secrets, 'at home']) expect(words).not.toContain(secret)
    expect(words).toContain('42501')
    expect(words).toMatch(/ at .*\.[jt]s:\d+/)
  }
})

test('so does a lookup', async () => {
  const error = await lookup(sql`select find_token(${row.email}::bytea), 1 / 0`).catch((e) => e)
  expect(String(error.message)).toContain('22012')
  expect(String(error.stack)).not.toContain(row.email)
})

test.each([
  ['drizzle', new DrizzleQueryError('insert …', [row.email], new Error(row.familyName))],
  ['the mail server', Object.assign(new Error(`<${row.email}>`), { responseCode: 451 })],
  ['a cause', new Error('failed', { cause: new Error(row.familyName) })],
  ['an own field', Object.assign(new Error('failed'), { rejected: [row.email] })],
])('what %s quotes stays out of the log', (_, error) => {
  for (const secret of secrets) expect(logged(error)).not.toContain(secret)
  expect(logged(error)).toContain('log.test.ts')
})

test('any other error says what it is', () => {
  expect(logged(new TypeError('no such thing'))).toContain('no such thing')
})
