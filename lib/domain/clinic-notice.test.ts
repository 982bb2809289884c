import { expect, it } from 'vitest'
import { noticeField, noticeOf } from './clinic-notice'

const words = 'Hafenpraxis Altona\nDr. Marlene Köhler\nElbchaussee 14, 22765 Hamburg'

it.each([
  ['https://hafenpraxis.example/impressum', { href: 'https://hafenpraxis.example/impressum' }],
  ['  https://praxis-köln.example/?a=1#b ', { href: 'https://xn--praxis-kln-lcb.example/?a=1#b' }],
  ['privacy@hafenpraxis.example', { href: 'mailto:privacy@hafenpraxis.example' }],
  [words, { text: words }],
  ['Ask us: we send it to you.', { text: 'Ask us: we send it to you.' }],
  ['  ', null],
])('%s is shown as what it is', (given, shown) => {
  expect(noticeField.safeParse(given).success).toBe(true)
  expect(noticeOf(given)).toEqual(shown)
})

it.each([
  'http://hafenpraxis.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://user:secret@hafenpraxis.example',
  'https://localhost/imprint',
  'https:/',
  'www.hafenpraxis.example/impressum',
  'hafenpraxis.example',
  'ftp://hafenpraxis.example',
  'privacy@hafenpraxis',
])('%s is refused at the door, and never a link', (given) => {
  const parsed = noticeField.safeParse(given)
  expect(parsed.success).toBe(false)
  expect(parsed.error?.issues[0]?.message).toContain('https://')
  expect(noticeOf(given)).toEqual({ text: given })
})

it('what hides a script among words or lines is words', () => {
  for (const given of ['https://a.example\njavascript:alert(1)', 'javascript:alert(1) now']) {
    expect(noticeOf(given)).toEqual({ text: given })
  }
})

it('has room for a thousand characters', () => {
  expect(noticeField.safeParse('ä '.repeat(499)).success).toBe(true)
  expect(noticeField.safeParse('a'.repeat(1001)).success).toBe(false)
})
