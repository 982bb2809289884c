import { signIn } from './support/accounts'
import { bookButton, fillBooking, openBooking, person } from './support/booking'
import { instant, workday } from './support/days'
import { type Answer, captureAction, replay } from './support/replay'
import { inClinic } from './support/rows'
import { expect, test } from './support/test'

test('of two who book one slot at once, one books and the other loses nothing', async ({
  desk,
  clinic,
  newPage,
}) => {
  const colleague = await newPage()
  await colleague.goto('/auth/login')
  await signIn(colleague, clinic.admin)
  const slot = { day: workday(2), time: '09:00' }
  const bookers = [
    { page: desk, patient: person('Mara') },
    { page: colleague, patient: person('Jonas') },
  ]
  for (const { page, patient } of bookers) {
    const dialog = await openBooking(page)
    await fillBooking(dialog, { patient, visit: 'First visit', ...slot, openToEarlier: true })
    await dialog.getByLabel('Note').fill(`Brings ${patient.givenName}’s papers`)
  }
  const dialogs = bookers.map(({ page }) => page.getByRole('dialog', { name: 'New appointment' }))
  await Promise.all(dialogs.map((dialog) => bookButton(dialog).click()))

  const refusal = 'That time has just been taken.'
  await expect
    .poll(async () =>
      (
        await Promise.all(
          dialogs.map(async (dialog) =>
            !(await dialog.isVisible())
              ? 'booked'
              : (await dialog.getByText(refusal).isVisible())
                ? 'refused'
                : 'waiting',
          ),
        )
      ).sort(),
    )
    .toEqual(['booked', 'refused'])
  const at = (await dialogs[0]?.isVisible()) ? 0 : 1
  const [dialog, loser] = [dialogs[at], bookers[at]]
  if (!dialog || !loser) throw new Error('nobody lost')

  await expect(dialog.getByRole('combobox', { name: 'Patient' })).toHaveValue(loser.patient.name)
  await expect(dialog.getByLabel('Visit').getByRole('option', { selected: true })).toHaveText(
    /^First visit/,
  )
  await expect(dialog.getByLabel('Day', { exact: true })).toHaveValue(slot.day)
  await expect(dialog.getByLabel('From', { exact: true })).toHaveValue(slot.time)
  await expect(dialog.getByRole('switch', { name: 'Open to an earlier time' })).toBeChecked()
  await expect(dialog.getByLabel('Note')).toHaveValue(`Brings ${loser.patient.givenName}’s papers`)
  await expect(
    dialog.getByRole('region', { name: 'Free for 45 min' }).getByRole('button').first(),
  ).toBeVisible()

  await dialog.getByRole('button', { name: /^Next free: 09:45/ }).click()
  await bookButton(dialog).click()
  await expect(loser.page.getByText(`Booked: ${loser.patient.name}, `)).toBeVisible()
})

test('of fifty who book one slot at once, one books and the others read that it is taken', async ({
  desk,
  clinic,
}) => {
  const first = person('Mara')
  const day = workday(2)
  const dialog = await openBooking(desk)
  await fillBooking(dialog, { patient: first, day, time: '09:00' })
  const adding = captureAction(desk, '"familyName"')
  const booking = captureAction(desk, '"overHold"')
  await bookButton(dialog).click()
  const [add, book] = [await adding, await booking]
  await expect(desk.getByText(`Booked: ${first.name}, `)).toBeVisible()

  const people = Array.from({ length: 50 }, (_, n) => person(`Nr${n}`))
  for (const { familyName, email } of people) {
    const data = add.body.replace(first.familyName, familyName).replace(first.email, email)
    expect((await replay(desk.request, add, data)).ok).toBe(true)
  }
  const patients = await inClinic(
    clinic.id,
    (tx) => tx<{ id: string }[]>`select id from patients where email <> ${first.email}`,
  )
  expect(patients).toHaveLength(50)

  const [known] = JSON.parse(book.body) as [{ patientId: string; time: string }]
  const answers = await Promise.all(
    patients.map(({ id }) => {
      const data = book.body.replace(known.patientId, id).replace('"09:00"', '"13:00"')
      return replay(desk.request, book, data)
    }),
  )
  expect(tally(answers)).toEqual({ '200 booked': 1, '200 taken': 49 })
  const there = await inClinic(
    clinic.id,
    (tx) => tx`
      select id from appointments where starts_at = ${instant(day, '13:00')}
      union all select id from slots where during @> ${instant(day, '13:00')}::timestamptz`,
  )
  expect(there).toHaveLength(2)
})

function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, ok, reason } of answers) {
    const key = `${status} ${ok ? 'booked' : reason}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
