import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { currentStaff } from './session'

const account = vi.hoisted(() => ({ sub: '' }))
vi.mock('./auth0', () => ({
  auth0: { getSession: async () => ({ user: { ...account, email: 'Ines@b.test' } }) },
}))

ownDatabase()

test('an account’s place and its clinic, as the rows have them; none without access', async () => {
  const world = await makeClinic({ clinic: { name: 'Hafenpraxis', confirmAt: '09:30' } })
  await makeClinic()
  account.sub = crypto.randomUUID()
  expect(await currentStaff()).toBeNull()
  const [member] = await world.execute<{ id: string }>(sql`
    insert into staff (clinic_id, auth_subject, email, name, role)
    values (${world.clinicId}, ${account.sub}, 'ines@b.test', 'Ines', 'scheduler') returning id`)
  const session = await currentStaff()
  expect(session?.clinic).toMatchObject({
    id: world.clinicId,
    name: 'Hafenpraxis',
    confirmAt: '09:30:00',
    offersOn: true,
    createdAt: expect.any(Date),
  })
  const staff = { id: member?.id, name: 'Ines', email: 'ines@b.test', role: 'scheduler' }
  expect(session?.staff).toEqual(staff)
  expect(session?.context).toMatchObject({ clinicId: world.clinicId, actor: { kind: 'staff' } })
  await world.execute(sql`update staff set active = false`)
  expect(await currentStaff()).toBeNull()
})
