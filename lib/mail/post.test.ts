import { inspect } from 'node:util'
import { expect, test, vi } from 'vitest'
import { sendMessage } from '@/lib/commands/mail/send'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { mailServer, post } from './post'

ownDatabase()

test('what the mail server says of an address leaves with no error: it would be kept with the step', async () => {
  const world = await makeClinic()
  const patientId = await world.patient({ email: 'ida@private.test' })
  const [message] = await world.messages(await world.book({ patientId }), 'booked')
  const refusal = new Error('451 <ida@private.test>: try again later')
  vi.spyOn(mailServer(), 'sendMail').mockRejectedValue(
    Object.assign(refusal, { responseCode: 451, rejected: ['ida@private.test'] }),
  )
  const failures: Error[] = []
  const noting: typeof post = (letter) =>
    post(letter).catch((error) => {
      failures.push(error)
      throw error
    })
  const answer = await sendMessage(world.clinicId, message?.id ?? '', noting)
  expect(failures.map((failure) => failure.message)).toEqual(['mail server: 451'])
  const [kept] = await world.messages(message?.appointmentId ?? '', 'booked')
  expect(kept?.why).toBeTruthy()
  expect(inspect([failures, answer, kept?.why, kept?.serverSaid], { depth: 9 })).not.toContain(
    'private.test',
  )
})
