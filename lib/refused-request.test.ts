import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { refusal, refusedStatus } from './refused-request'

const form = (fields: Record<string, string>) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return body
}

const own = { host: 'medcal.test', origin: 'http://medcal.test' }

const ask = (path: string, init: ConstructorParameters<typeof NextRequest>[1] = {}) =>
  new NextRequest(`http://medcal.test${path}`, init)

const post = (headers: Record<string, string>, body: BodyInit = form({ answer: 'coming' })) =>
  ask('/visit/token', { method: 'POST', headers, body })

const action = (body: BodyInit) => post({ ...own, 'next-action': '7f' }, body)

const multipart = { 'content-type': 'multipart/form-data; boundary=abc' }

test.each<[string, NextRequest, number | null]>([
  ['a page that is opened', ask('/visit/token'), null],
  ['an answer', post(own), null],
  ['one from no browser', post({ host: 'medcal.test' }), null],
  ['behind a proxy', post({ ...own, host: 'inside:3000' }), null],
  ['of our own page, as the browser says', post({ ...own, 'sec-fetch-site': 'same-origin' }), null],
  ['of a page next door', post({ ...own, 'sec-fetch-site': 'same-site' }), 403],
  ['from elsewhere without an origin', post({ 'sec-fetch-site': 'cross-site' }), 403],
  [
    'from a site that calls itself ours',
    post({ host: 'evil.test', 'x-forwarded-host': 'evil.test', origin: 'http://evil.test' }),
    403,
  ],
  [
    'over plain http or https, as we are reached',
    post({ ...own, origin: 'https://medcal.test' }),
    403,
  ],
  ['from another site', post({ ...own, origin: 'https://evil.test' }), 403],
  ['from nowhere', post({ ...own, origin: 'null' }), 403],
  ['too large', post({ ...own, 'content-length': '70000' }), 413],
  ['too large without saying so', post(own, form({ note: 'x'.repeat(70_000) })), 413],
  ['garbage', post({ ...own, ...multipart }, 'nonsense'), 400],
  [
    'garbage under a name in capitals',
    post({ ...own, 'content-type': 'Multipart/Form-Data; boundary=abc' }, 'nonsense'),
    400,
  ],
  ['without a boundary', post({ ...own, 'content-type': 'multipart/form-data' }, 'x'), 400],
  ['a path that means nothing', ask('/visit/%E0%A4%A'), 400],
  ['a form that names its action', post(own, form({ $ACTION_ID_7f: '', answer: 'coming' })), null],
  ['one that binds more to it', post(own, form({ $ACTION_REF_1: '', '$ACTION_1:0': '{' })), 400],
  ['an action', action('[{"name":"Mara","note":"$$5","from":"$undefined"}]'), null],
  ['one of several values', action('["$D2026-03-12T09:00:00.000Z","$n12","$NaN",null,1]'), null],
  ['one that says an object twice', action('[{"a":{"b":[1]},"c":"$0:0:a"}]'), null],
  ['one that says what is not there', action('[{"a":"$0:0:b"}]'), 400],
  ['one that says what all objects have', action('[{"a":"$0:__proto__"}]'), 400],
  ['one that says itself', action('["$0"]'), 400],
  ['one of broken JSON', action('[{'), 400],
  ['one of no list', action('{"name":"Mara"}'), 400],
  ['one without its parts', action('["$Q1","$@2"]'), 400],
  ['one without its form', action('["$K1"]'), 400],
  ['one with a number that is none', action('["$n1x"]'), 400],
  ['one with its form', action(form({ _1_answer: 'coming', '0': '["$K1"]' })), null],
  ['one whose form has another number', action(form({ _2_answer: 'coming', '0': '["$K1"]' })), 400],
  ['one of a form without arguments', action(form({ _1_answer: 'coming' })), 400],
])('%s', async (_, request, status) => {
  expect(await refusedStatus(request)).toBe(status)
})

test('staff may send more than patients', async () => {
  const input = JSON.stringify([{ knownVisits: Array(2000).fill(crypto.randomUUID()) }])
  const headers = { ...own, 'next-action': '7f' }
  const init = { method: 'POST', headers, body: input }
  expect(await refusedStatus(ask('/settings/practitioners/x', init))).toBeNull()
  expect(await refusedStatus(ask('/visit/x', init))).toBe(413)
})

test('leaves the body to who answers', async () => {
  const request = post(own)
  expect(await refusedStatus(request)).toBeNull()
  expect((await request.formData()).get('answer')).toBe('coming')
})

test('keeps nothing of a body that is too large', async () => {
  const request = post(own, 'x'.repeat(70_000))
  expect(await refusedStatus(request)).toBe(413)
  expect(await request.text().catch(() => '')).toBe('')
})

test('a refusal leads to the page that the request was for, in its language', () => {
  const answer = refusal('/offer/a%22%3Cb?lang=de', 403)
  expect(answer.status).toBe(403)
  expect(answer.html).toContain('url=/offer/a%22%3Cb?said=failed&amp;lang=de"')
  expect(refusal('/visit/%E0%A4%A', 400).html).toContain('/visit/unreadable?')
  expect(refusal('/calendar?view=week', 400).html).toContain('url=/calendar"')
  for (const nowhere of ['/%E0%A4%A', '//evil.test', 'https://evil.test/visit/x', '*', '']) {
    expect(refusal(nowhere, 400).html, nowhere).toContain('url=/"')
  }
})

test('nothing of an address is markup', () => {
  for (const path of ['/visit/"><script>', '/calendar"><script>', '/visit/x?lang="><script>']) {
    expect(refusal(path, 400).html, path).not.toContain('<script>')
  }
})
