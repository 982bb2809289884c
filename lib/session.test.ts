import { sql } from 'drizzle-orm'
import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { currentAccount, currentStaff, signOut } from './session'

const account = vi.hoisted(() => ({ sub: '', began: 1 }))
vi.mock('./auth0', () => ({
  auth0: {
    getSession: async () => ({
      user: { sub: account.sub, email: 'Ines@b.test' },
      internal: { createdAt: account.began },
    }),
  },
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

test('a session that was signed out of lets nobody in again, and ends no other', async () => {
  const world = await makeClinic()
  const request = new NextRequest('http://medcal.test/auth/logout')
  account.sub = crypto.randomUUID()
  await signOut(request)
  expect(await currentAccount()).toMatchObject({ subject: account.sub })
  await world.execute(sql`
    insert into staff (clinic_id, auth_subject, email, name, role)
    values (${world.clinicId}, ${account.sub}, 'ines@b.test', 'Ines', 'scheduler')`)
  for (let session = 1; session <= 25; session++) {
    account.began = session
    expect(await currentStaff()).not.toBeNull()
    await signOut(request)
    expect(await currentStaff()).toBeNull()
    expect(await currentAccount()).toBeNull()
  }
  account.began = 24
  expect(await currentStaff()).toBeNull()
  const [row] = await world.execute<{ ended: number[] }>(sql`
    select ended_sessions as ended from staff where auth_subject = ${account.sub}`)
  expect(row?.ended).toHaveLength(20)
})
