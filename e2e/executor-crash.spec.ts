import { book, cancel, person } from './support/booking'
import { setAutomation } from './support/clinic'
import { workday } from './support/days'
import { mailsTo, waitForMail } from './support/mailbox'
import { waitForOffer } from './support/patient'
import { inClinic, settled } from './support/rows'
import { readStack } from './support/stack'
import { expect, test } from './support/test'

test('an executor killed while an offer waits loses nothing and mails nothing twice', async ({
  desk,
  clinic,
}) => {
  const killed = readStack().pids.inngest
  test.skip(killed === undefined, 'the Inngest server of this stack is not ours to kill')
  const [mara, jonas, lena] = [person('Mara'), person('Jonas'), person('Lena')]
  await setAutomation(desk, { holdMinutes: 1, daily: false })
  await desk.goto('/calendar')
  await book(desk, { patient: mara, day: workday(1), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(3), time: '10:30', openToEarlier: true })
  await book(desk, { patient: lena, day: workday(4), time: '11:00', openToEarlier: true })
  await cancel(desk, mara, workday(1))
  await waitForOffer(jonas)
  await settled(clinic.id)

  if (killed) process.kill(killed, 'SIGKILL')
  await expect.poll(() => readStack().pids.inngest, { timeout: 120_000 }).not.toBe(killed)
  const health = async () => (await desk.request.get('/api/health')).json()
  await expect.poll(health, { timeout: 120_000 }).toMatchObject({ checks: { inngest: 'ok' } })
  expect(await offerStates(clinic.id)).toEqual(['pending'])

  await waitForOffer(lena)
  await waitForMail({ to: jonas.email, subject: /^Your time stays/ })
  await settled(clinic.id)
  expect(await offerStates(clinic.id)).toEqual(['expired', 'pending'])
  for (const { email } of [mara, jonas, lena]) {
    const subjects = (await mailsTo(email)).map((mail) => mail.subject)
    expect(subjects).toEqual([...new Set(subjects)])
  }
})

function offerStates(clinicId: string): Promise<string[]> {
  return inClinic(clinicId, async (tx) => {
    const rows = await tx<{ state: string }[]>`select state from offers order by turn`
    return rows.map(({ state }) => state)
  })
}
