import { createServer } from 'node:net'
import nodemailer from 'nodemailer'
import { expect, test } from 'vitest'
import { refusalOf } from './refusal'

const answer = (response: string, command = 'RCPT TO') => ({
  command,
  response,
  responseCode: Number(response.slice(0, 3)),
})

// Status codes: RFC 3463, section 3. Reply codes: RFC 5321, section 4.2.3.
test.each([
  ['550 5.1.1 The email account that you tried to reach does not exist', 'for-good'],
  ['550-5.1.1 no such user\n550 5.1.1 really', 'for-good'],
  ['550 5.1.2 bad destination system', 'for-good'],
  ['501 5.1.3 bad address syntax', 'for-good'],
  ['551 5.1.6 mailbox has moved', 'for-good'],
  ['556 5.1.10 recipient address has null MX', 'for-good'],
  ['550 5.2.1 mailbox disabled', 'for-good'],
  ['550 5.0.0 no mailbox', 'for-good'],
  ['550 5.5.0 mailbox unavailable', 'for-good'],
  ['550 no such user here', 'for-good'],
  ['551 user not local', 'for-good'],
  ['553 mailbox name not allowed', 'for-good'],
  ['552 5.2.2 mailbox full', 'for-now'],
  ['452 4.2.2 mailbox full', 'for-now'],
  ['552 mailbox full', 'for-now'],
  ['552 5.2.3 message too long', 'for-now'],
  ['450 4.2.1 mailbox busy', 'for-now'],
  ['450 4.7.1 greylisted, try again in 5 minutes', 'for-now'],
  ['451 greylisted', 'for-now'],
  ['450 4.1.1 unverified address', 'for-now'],
  // Not about the address.
  ['550 5.1.8 bad sender', null],
  ['550 5.1.7 bad sender', null],
  ['550 5.7.1 relaying denied', null],
  ['554 5.7.1 blocked: your network is on a list', null],
  ['554 transaction failed', null],
  ['530 5.7.0 authentication required', null],
  ['421 4.3.2 shutting down', null],
  ['421 try later', null],
  ['451 4.3.0 temporary problem', null],
  ['452 4.3.1 insufficient system storage', null],
] as const)('%s', (response, means) => {
  expect(refusalOf(answer(response))).toBe(means)
})

test('only the answer to RCPT TO tells of the address', () => {
  const refusal = '550 5.1.1 no such user'
  expect(refusalOf(answer(refusal, 'MAIL FROM'))).toBeNull()
  const errors = [new Error('ETIMEDOUT'), Object.assign(new Error(), { command: 'RCPT TO' }), null]
  for (const error of errors) expect(refusalOf(error)).toBeNull()
})

test('what is refused after DATA is one mail', () => {
  for (const refusal of ['554 5.7.1 looks like spam', '552 5.3.4 message too big', '550 no'])
    expect(refusalOf(answer(refusal, 'DATA'))).toBe('for-now')
  for (const trouble of ['451 4.3.0 try later', '421 shutting down'])
    expect(refusalOf(answer(trouble, 'DATA'))).toBeNull()
})

test('an address that is none is refused before the server is asked', async () => {
  const server = nodemailer.createTransport({ host: '127.0.0.1', port: await greeting() })
  const to = { name: 'Ida', address: '<>' }
  const error = await server.sendMail({ from: 'clinic@medcal.test', to }).catch((err) => err)
  expect(error).toMatchObject({ code: 'EENVELOPE', command: 'API' })
  expect(refusalOf(error)).toBe('for-good')
  const ofOurs = { ...error, message: 'Invalid sender "a>b"' }
  expect(refusalOf(ofOurs)).toBeNull()
})

/** The port of a mail server that greets, and goes when this process does. */
async function greeting(): Promise<number> {
  const server = createServer((socket) => {
    socket.on('data', () => socket.write('250 mail.test\r\n'))
    socket.write('220 mail.test\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return Object(server.address()).port
}
