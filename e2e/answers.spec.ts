import { book, cancel, fillBooking, move, person } from './support/booking'
import { setAutomation } from './support/clinic'
import { clock, patientDay, workday } from './support/days'
import { linkIn, mailsTo, waitForMail } from './support/mailbox'
import { answerOffer, expectTitle, waitForOffer } from './support/patient'
import { heldUntil } from './support/rows'
import { expect, test } from './support/test'

test('a declined offer goes to the next, and staff can book over it', async ({
  desk,
  newPage,
  clinic,
}) => {
  const [mara, jonas, lena] = [person('Mara'), person('Jonas'), person('Lena')]
  const soon = workday(1)
  await book(desk, { patient: mara, day: soon, time: '09:00' })
  await book(desk, { patient: jonas, day: workday(3), time: '10:30', openToEarlier: true })
  await book(desk, { patient: lena, day: workday(4), time: '11:00', openToEarlier: true })
  await cancel(desk, mara, soon)
  await waitForMail({ to: mara.email, subject: /^Cancelled: your visit/ })

  const patient = await newPage()
  const first = await waitForOffer(jonas)
  await test.step('the mail, the page and the row name one instant', async () => {
    const until = await heldUntil(clinic.id, jonas)
    expect(first.text).toContain(clock(until))
    await patient.goto(linkIn(first, '/offer/'))
    await expect(patient.getByRole('main')).toContainText(clock(until))
  })

  await test.step('the first who waits declines, in two windows at once', async () => {
    const twin = await patient.context().newPage()
    await twin.goto(linkIn(first, '/offer/'))
    await answerOffer(patient, first, 'Keep my current time')
    await expectTitle(patient, 'You keep your time')
    await twin.getByRole('button', { name: 'Accept earlier time' }).click()
    await expectTitle(twin, 'You keep your time')
    await expect(twin.getByRole('button', { name: 'Accept earlier time' })).toBeHidden()
  })

  const offer = await waitForOffer(lena)
  await patient.goto(linkIn(offer, '/offer/'))
  await expectTitle(patient, 'Lena, an earlier time is free for you')

  await test.step('staff book somebody else by hand', async () => {
    await desk.goto('/openings')
    await desk.getByRole('link', { name: lena.name }).click()
    const opening = desk.getByRole('complementary', { name: /^Opening/ })
    await expect(opening).toContainText(`${jonas.name} declined`)
    await opening.getByRole('button', { name: 'Book by hand' }).click()
    const dialog = desk.getByRole('dialog', { name: 'New appointment' })
    const paul = person('Paul')
    await fillBooking(dialog, { patient: paul })
    await dialog.getByRole('button', { name: 'Book anyway' }).click()
    await expect(desk.getByText(`Booked: ${paul.name}, `)).toBeVisible()
  })

  await test.step('who accepts now reads what is the case', async () => {
    await patient.getByRole('button', { name: 'Accept earlier time' }).click()
    await expectTitle(patient, 'That time is no longer free')
    await expect(patient.getByRole('main')).toContainText(`${patientDay(workday(4))}`)
    const told = await waitForMail({ to: lena.email, subject: /^Your time stays/ })
    expect(told.text).toContain('You have lost nothing')
  })
  expect((await mailsTo(jonas.email)).filter((mail) => /earlier/.test(mail.subject))).toHaveLength(
    1,
  )
})

test('without an answer an offer expires, and the next is asked', async ({ desk, newPage }) => {
  const [mara, jonas, lena] = [person('Mara'), person('Jonas'), person('Lena')]
  await setAutomation(desk, { holdMinutes: 1 })
  await desk.goto('/calendar')
  await book(desk, { patient: mara, day: workday(1), time: '09:00' })
  await book(desk, { patient: jonas, day: workday(3), time: '10:30', openToEarlier: true })
  await book(desk, { patient: lena, day: workday(4), time: '11:00', openToEarlier: true })
  await cancel(desk, mara, workday(1))

  const first = await newPage()
  await first.goto(linkIn(await waitForOffer(jonas), '/offer/'))
  await expectTitle(first, 'Jonas, an earlier time is free for you')
  const next = await waitForOffer(lena)
  await first.getByRole('button', { name: 'Accept earlier time' }).click()
  await expectTitle(first, /^This offer ended/)
  await expect(first.getByRole('main')).toContainText('We are asking somebody else')
  await waitForMail({ to: jonas.email, subject: /^Your time stays/ })

  const second = await newPage()
  await answerOffer(second, next, 'Accept earlier time')
  await expectTitle(second, /^Done\./)
})

test('old links, wrong links and a second answer each have their page', async ({
  desk,
  newPage,
}) => {
  const mara = person('Mara')
  await book(desk, { patient: mara, day: workday(2), time: '09:00' })
  const booked = await waitForMail({ to: mara.email, subject: /^Your visit/ })
  const old = linkIn(booked, '/visit/')
  await move(desk, mara, { from: workday(2), to: workday(3), time: '14:00' })
  const moved = await waitForMail({ to: mara.email, subject: /^Your new time: .*14:00/ })
  const link = linkIn(moved, '/visit/')

  const patient = await newPage()
  await patient.goto(old)
  await expectTitle(patient, 'Your visit has moved')
  await expect(patient.getByRole('main')).not.toContainText('14:00')
  await expect(patient.getByRole('link', { name: 'Call us, +49 40 5557 0100' })).toBeVisible()

  const twin = await patient.context().newPage()
  await twin.goto(link)
  await patient.goto(link)
  await patient.getByRole('button', { name: 'Yes, I am coming' }).click()
  await expectTitle(patient, /^Thank you\. We will see you/)
  await twin.getByRole('button', { name: 'Yes, I am coming' }).click()
  await expectTitle(twin, /^Thank you\. We will see you/)

  const token = new URL(link).pathname.split('/').at(-1)
  for (const wrong of ['/visit/nothing', `/visit/${token}x`, `/offer/${token}`, '/offer/%00']) {
    await patient.goto(wrong)
    await expectTitle(patient, 'This link does not work')
  }
})
