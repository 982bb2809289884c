import { expect, test, vi } from 'vitest'
import { sendMessage } from '@/lib/commands/mail/send'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { POST } from './route'

const secret = vi.hoisted(() => {
  const made = 'the-secret-between-medcal-and-its-relay'
  process.env.MAIL_WEBHOOK_SECRET = made
  return made
})

ownDatabase()

const report = (body: string, authorization = `Bearer ${secret}`) =>
  POST(
    new Request('http://medcal.test/api/mail/bounced', {
      method: 'POST',
      headers: { authorization },
      body,
    }),
  )

test('a relay tells of a mail that came back, by its Message-ID, and is told whether it was news', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  const [message] = await world.messages(appointmentId, 'offer')
  const messageId = message?.id ?? ''
  granted(
    await sendMessage(world.clinicId, messageId, async ({ patient }) => ({
      sentTo: patient?.email ?? '',
    })),
  )
  const body = JSON.stringify({
    messageId: `<${messageId}@medcal.test>`,
    permanent: true,
    reason: '550 5.1.1\r\nno such user',
  })
  const answer = await report(body)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ recorded: true })
  expect(await world.offer(offer.id)).toMatchObject({ closedWhy: 'undeliverable' })
  expect(await world.messages(appointmentId, 'offer')).toMatchObject([
    { why: 'came-back', serverSaid: '550 5.1.1 no such user' },
  ])
  expect(await (await report(body)).json()).toEqual({ recorded: false })
})

test('a mail that Medcal did not send is no news', async () => {
  const body = JSON.stringify({ messageId: crypto.randomUUID(), permanent: true })
  expect(await (await report(body)).json()).toEqual({ recorded: false })
})

test.each(['', 'Bearer ', `Bearer ${secret}x`, secret])(
  'another secret is refused: %s',
  async (given) => {
    const body = JSON.stringify({ messageId: crypto.randomUUID(), permanent: true })
    expect((await report(body, given)).status).toBe(401)
  },
)

test.each([
  '',
  'null',
  '[]',
  '{"permanent": true}',
  '{"messageId": "<hello@world>", "permanent": true}',
  `{"messageId": "${crypto.randomUUID()}"}`,
  `{"messageId": "${crypto.randomUUID()}", "permanent": "yes"}`,
])('what cannot be read is refused and named: %s', async (body) => {
  const answer = await report(body)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({ error: expect.any(String) })
})
