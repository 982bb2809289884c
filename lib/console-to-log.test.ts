import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { consoleToLog } from './console-to-log'
import { logOptions } from './log'

test('what is printed is one line of the log, without tokens and without what errors quote', () => {
  const library = console
  const { debug, log, info, warn, error } = library
  onTestFinished(() => void Object.assign(library, { debug, log, info, warn, error }))
  const lines: string[] = []
  consoleToLog(pino({ ...logOptions, level: 'info' }, { write: (line) => void lines.push(line) }))
  const token = 'a'.repeat(43)
  library.error(
    '\u001b[31m⨯\u001b[39m %s',
    `/visit/${token}`,
    Object.assign(new Error('Mara'), { params: ['Mara'] }),
  )
  library.warn('Request body exceeded 1MB for /visit/%s', token)
  library.log('two\nlines')
  library.debug('too quiet')
  const [error1, warning, two, ...more] = lines.map((line) => JSON.parse(line))
  expect(error1).toMatchObject({ level: 50, msg: '⨯ /visit/[hidden]', err: { type: 'Error' } })
  expect(warning).toMatchObject({ level: 40, msg: 'Request body exceeded 1MB for /visit/[hidden]' })
  expect(two).toMatchObject({ level: 30, msg: 'two\nlines' })
  expect(more).toEqual([])
  expect(lines.join('')).not.toMatch(/Mara|aaaa/)
})
