import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from './csv'

test('every cell is quoted, and stays as it is where nothing would calculate', () => {
  const cells = ['Weiß, Dr.', 'says "hello"', 'a\nb', '', '2026-03-29', 'a-b; c', 'a@b.de', 'x=1']
  expect(csvLine(cells)).toBe(
    '"Weiß, Dr.","says ""hello""","a\nb","","2026-03-29","a-b; c","a@b.de","x=1"\r\n',
  )
})

test.each([
  ['=1+1', "'=1+1"],
  ['+49 40', "'+49 40"],
  ['-1+1', "'-1+1"],
  ['@SUM(1)', "'@SUM(1)"],
  ['＝1+1', "'＝1+1"],
  ['  =1+1', "'  =1+1"],
  ['\t=1', "'\t'=1"],
  ['\rx', "'\rx"],
  ['a;=1', "a;'=1"],
  ['a; -1', "a;' -1"],
  ['a\t@x', "a\t'@x"],
  ['a\n=1', "a\n'=1"],
  [';;=1', ";;'=1"],
])('%j reads %j', (text, safe) => {
  expect(csvLine([text])).toBe(`"${safe}"\r\n`)
})

test('whatever is in a cell, no sign of a formula begins one, whichever sign parts cells', () => {
  const nasty = fc.string({
    unit: fc.constantFrom(...'=+-@;\t\r\n "\'a＝\u00A0'),
    maxLength: 12,
  })
  fc.assert(
    fc.property(nasty, (text) => {
      const inside = csvLine([text]).slice(1, -3).replaceAll('""', '"')
      for (const piece of inside.split(/[;\t\r\n]/))
        expect(piece).not.toMatch(/^[\s\u00A0]*[=+\-@＝]/)
      expect(inside).not.toMatch(/^[\t\r\n]/)
      // Nothing of it is lost.
      expect(inside.replaceAll("'", '')).toBe(text.replaceAll("'", ''))
    }),
    { numRuns: 2000 },
  )
})
