import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { refusal, refusedStatus } from './refused-request'

const form = (fields: Record<string, string>) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return body
}

const own = { host: 'medcal.test', origin: 'https://medcal.test' }

const ask = (path: string, init: ConstructorParameters<typeof NextRequest>[1] = {}) =>
  new NextRequest(`https://medcal.test${path}`, init)

const post = (headers: Record<string, string>, body: BodyInit = form({ answer: 'coming' })) =>
  ask('/visit/token', { method: 'POST', headers, body })

const action = (body: BodyInit) => post({ ...own, 'next-action': '7f' }, body)

const multipart = { 'content-type': 'multipart/form-data; boundary=abc' }

test.each<[string, NextRequest, number | null]>([
  ['a page that is opened', ask('/visit/token'), null],
  ['an answer', post(own), null],
  ['one from no browser', post({ host: 'medcal.test' }), null],
  ['behind a proxy', post({ ...own, host: 'inside', 'x-forwarded-host': 'medcal.test' }), null],
  ['behind two', post({ ...own, host: 'inside', 'x-forwarded-host': 'medcal.test, b' }), null],
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
  await refusedStatus(request)
  expect((await request.formData()).get('answer')).toBe('coming')
})

test('a refusal leads to the page that the request was for, in its language', async () => {
  const answer = refusal(ask('/offer/a%22%3Cb?lang=de'), 403)
  expect(answer.status).toBe(403)
  const html = await answer.text()
  expect(html).toContain('url=/offer/a%22%3Cb?said=failed&amp;lang=de"')
  expect(await refusal(ask('/visit/%E0%A4%A'), 400).text()).toContain('/visit/unreadable?')
  expect(await refusal(ask('/calendar?view=week'), 400).text()).toContain('url=/calendar"')
  expect(await refusal(ask('/%E0%A4%A'), 400).text()).toContain('url=/"')
  expect(await refusal(ask('//evil.test'), 400).text()).toContain('url=/"')
})
