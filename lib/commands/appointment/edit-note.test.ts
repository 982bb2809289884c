import { expect, test } from 'vitest'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { editAppointmentNote } from './edit-note'

const database = ownDatabase()

test('a note is written and emptied; the visit, its links and the patient’s mails stay', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book({ note: 'Uses a wheelchair' })
  const before = await world.appointment(appointmentId)
  const mails = await world.messages(appointmentId)
  database.sent.length = 0

  const note = 'Brings the papers.\nCall before.'
  granted(await editAppointmentNote(world.context, { appointmentId, note }))
  const after = await world.appointment(appointmentId)
  expect(after).toEqual({ ...before, note, changedAt: after.changedAt })
  expect(+after.changedAt).toBeGreaterThan(+before.changedAt)
  granted(await editAppointmentNote(world.context, { appointmentId, note: '' }))
  expect((await world.appointment(appointmentId)).note).toBe('')

  expect(await world.messages(appointmentId)).toEqual(mails)
  expect(database.sent).toEqual([])
  const history = await world.audit('appointment.note-edited')
  expect(history).toMatchObject([{ appointmentId }, { appointmentId }])
  expect(JSON.stringify(history)).not.toContain('papers')
})

test('a cancelled visit’s note can still be written', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book()
  await world.cancel(appointmentId)
  granted(await editAppointmentNote(world.context, { appointmentId, note: 'Was ill' }))
  expect(await world.appointment(appointmentId)).toMatchObject({
    status: 'cancelled',
    note: 'Was ill',
  })
})

test('another clinic’s visit is not found and keeps its note', async () => {
  const [world, other] = [await makeClinic(), await makeClinic()]
  const appointmentId = await other.book({ note: 'Its own' })
  expect(await editAppointmentNote(world.context, { appointmentId, note: 'Ours' })).toEqual({
    ok: false,
    reason: 'not-found',
  })
  expect((await other.appointment(appointmentId)).note).toBe('Its own')
  expect(await world.audit()).toEqual([])
})
