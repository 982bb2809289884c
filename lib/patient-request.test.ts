import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { refusal, refusedStatus } from './patient-request'

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

test.each<[string, NextRequest, number | null]>([
  ['a page that is opened', ask('/visit/token'), null],
  ['an answer', post(own), null],
  ['one from no browser', post({ host: 'medcal.test' }), null],
  ['behind a proxy', post({ ...own, host: 'inside', 'x-forwarded-host': 'medcal.test' }), null],
  ['from another site', post({ ...own, origin: 'https://evil.test' }), 403],
  ['from nowhere', post({ ...own, origin: 'null' }), 403],
  ['too large', post({ ...own, 'content-length': '70000' }), 413],
  ['too large without saying so', post(own, form({ note: 'x'.repeat(70_000) })), 413],
  [
    'garbage',
    post({ ...own, 'content-type': 'multipart/form-data; boundary=abc' }, 'nonsense'),
    400,
  ],
  [
    'garbage under a name in capitals',
    post({ ...own, 'content-type': 'Multipart/Form-Data; boundary=abc' }, 'nonsense'),
    400,
  ],
  ['without a boundary', post({ ...own, 'content-type': 'multipart/form-data' }, 'x'), 400],
  ['a path that means nothing', ask('/visit/%E0%A4%A'), 400],
])('%s', async (_, request, status) => {
  expect(await refusedStatus(request)).toBe(status)
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
})
