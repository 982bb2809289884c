import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { cleaned, line, lines, searched, sentWord, typedEmail } from './plain-text'

const said = (schema: ReturnType<typeof line>, typed: string) => {
  const read = schema.safeParse(typed)
  return read.success ? read.data : read.error.issues[0]?.message
}

const half = '\ud83d'
const broken = 'A character in it is broken. Delete it and type it anew.'

test.each([
  ['  Mara ', 'Mara'],
  ['Andre\u0301', 'André'],
  ['👩‍⚕️ Müller', '👩‍⚕️ Müller'],
  [`Mara ${half}`, broken],
  [`${half}`, broken],
  ['\ude00 Mara', broken],
  ['a\nb', 'Use one line of plain text.'],
  ['a\u2028b', 'Use one line of plain text.'],
  ['a\tb', 'Use one line of plain text.'],
  ['a\u0085b', 'Use one line of plain text.'],
  ['a\0b', 'Use one line of plain text.'],
  ['a\u007fb', 'Use one line of plain text.'],
  ['123456', 'Use at most 5 characters.'],
])('a line typed as %j is %j', (typed, read) => {
  expect(said(line(typed === '123456' ? 5 : 40), typed)).toBe(read)
})

test.each([
  ['one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
  // What word processors put between lines and pages.
  ['one\vtwo\fthree\u2028four\u2029five\u0085six', 'one\ntwo\nthree\nfour\nfive\nsix'],
  ['\tindented\tby tabs', 'indented\tby tabs'],
  ['Andre\u0301', 'André'],
  [`half ${half}`, broken],
  ['a\0b', 'Use plain text.'],
  ['a\u001b[31mb', 'Use plain text.'],
])('a note pasted as %j is %j', (typed, read) => {
  expect(said(lines(60) as never, typed)).toBe(read)
})

test('a search is repaired, and never refused but for its length', () => {
  expect(searched(9).parse(`a\0b\n${half}`)).toBe('a b \ufffd')
  expect(searched(9).safeParse('x'.repeat(10)).success).toBe(false)
  // Cut in the middle of a character of two halves.
  expect(cleaned('1234👩', 5)).toBe('1234\ufffd')
})

test('an address is one line in small letters, and a word of ours visible ASCII', () => {
  expect(said(typedEmail as never, ' Mara@Mail.DE ')).toBe('mara@mail.de')
  expect(said(typedEmail as never, `a${half}@b.de`)).toBe(broken)
  for (const word of ['a\nb', 'ä', '\u007f', half]) {
    expect(sentWord(9).safeParse(word).success, word).toBe(false)
  }
})

test('whatever is sent, what is kept is well formed, composed and without control characters', () => {
  const units = fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)),
  })
  const nasty = fc.oneof(units, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(nasty, (typed) => {
      for (const schema of [line(100), lines(100), searched(100), typedEmail.pipe(z.email())]) {
        const read = schema.safeParse(typed)
        if (!read.success) continue
        expect(read.data).toMatch(/^(?:[\n\t]|[^\p{Cc}\p{Cs}])*$/u)
        expect(read.data.normalize('NFC')).toBe(read.data)
      }
    }),
    { numRuns: 1000 },
  )
})

test('no form or action takes a text by another door', () => {
  const root = path.resolve(import.meta.dirname, '../..')
  // The server's own variables are no input.
  const own = new Set(['lib/domain/plain-text.ts', 'lib/env.ts'])
  const files = ['app', 'components', 'lib'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((name) => /(?<!\.test)\.tsx?$/.test(name) && !own.has(name)),
  )
  expect(files.length).toBeGreaterThan(300)
  const others = files.filter((name) =>
    // An email's shape is judged after it was read by `typedEmail`, in a pipe.
    /\bz\s*(\.coerce)?\s*\.(string|any|unknown)\(|(?<!pipe\()\bz\.email\(/.test(
      fs.readFileSync(path.join(root, name), 'utf8'),
    ),
  )
  expect(others).toEqual([])
})
