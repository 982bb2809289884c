import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openInvitations, staffOf } from '@/db/queries/clinic/settings'
import { invitations, messages, staff } from '@/db/schema'
import type { Role } from '@/lib/domain/permissions'
import { tokenFor } from '@/lib/tokens'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { createClinic } from '../clinic/create'
import { acceptInvitation } from './accept-invitation'
import { changeStaff } from './change'
import { inviteStaff, resendInvitation } from './invite'
import { revokeInvitation } from './revoke-invitation'

ownDatabase()

async function member(world: World, role: Role, active = true) {
  const id = crypto.randomUUID()
  const row = { id, clinicId: world.clinicId, authSubject: id, email: `${id}@c.test`, role, active }
  await world.run((tx) => tx.insert(staff).values({ ...row, name: 'Member' }))
  return {
    id,
    context: { clinicId: world.clinicId, actor: { kind: 'staff', id, name: 'M' } } as const,
  }
}

const stateOf = (world: World, id: string) =>
  world.run((tx) => tx.select().from(staff).where(eq(staff.id, id))).then(([row]) => row)

test('a role and access change, and the history says so', async () => {
  const world = await makeClinic()
  await member(world, 'admin')
  const { id } = await member(world, 'practitioner')
  granted(await changeStaff(world.context, { staffId: id, role: 'scheduler' }))
  granted(await changeStaff(world.context, { staffId: id, active: false }))
  expect(await stateOf(world, id)).toMatchObject({ role: 'scheduler', active: false })
  expect(await world.audit('staff.changed')).toMatchObject([
    { details: { role: { from: 'practitioner', to: 'scheduler' } } },
    { details: { active: false } },
  ])
})

test('the last admin stays, whatever else there is', async () => {
  const world = await makeClinic()
  const { id } = await member(world, 'admin')
  await member(world, 'admin', false)
  await member(world, 'scheduler')
  const other = await makeClinic()
  await member(other, 'admin')
  const last = { ok: false, reason: 'last-admin' }
  expect(await changeStaff(world.context, { staffId: id, role: 'scheduler' })).toEqual(last)
  expect(await changeStaff(world.context, { staffId: id, active: false })).toEqual(last)
  expect(await stateOf(world, id)).toMatchObject({ role: 'admin', active: true })
})

test('two admins who demote each other at once leave one', async () => {
  const world = await makeClinic()
  for (let round = 0; round < 5; round++) {
    const [one, two] = [await member(world, 'admin'), await member(world, 'admin')]
    const answers = await Promise.all([
      changeStaff(world.context, { staffId: one.id, role: 'scheduler' }),
      changeStaff(world.context, { staffId: two.id, active: false }),
    ])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    // For the next round nobody is admin but the two who come.
    await world.run((tx) => tx.update(staff).set({ role: 'scheduler' }))
  }
})

/** An open invitation with its link. */
async function invited(
  world: World,
  email = `${crypto.randomUUID()}@clinic.test`,
  role: Role = 'scheduler',
) {
  const admin = await member(world, 'admin')
  const { invitationId } = granted(await inviteStaff(admin.context, { email, role }))
  const token = tokenFor('invitation', invitationId, 1)
  const joiner = { subject: `test|${token}`, email, emailVerified: true, name: 'Nora Nurse' }
  return { token, invitationId, joiner, admin }
}

test('the invited, verified address joins with the role, once', async () => {
  const world = await makeClinic()
  const { token, joiner, invitationId } = await invited(world)
  expect(await acceptInvitation(joiner, { token })).toEqual({
    ok: true,
    value: { clinicId: world.clinicId },
  })
  const people = await world.run((tx) => staffOf(tx, world.clinicId))
  expect(people).toContainEqual(
    expect.objectContaining({ email: joiner.email, role: 'scheduler', name: 'Nora Nurse' }),
  )
  expect(await world.audit('invitation.accepted')).toMatchObject([
    { actorName: 'Nora Nurse', details: { invitationId } },
  ])
  const again = await acceptInvitation({ ...joiner, subject: 'test|other' }, { token })
  expect(again).toEqual({ ok: false, reason: 'invitation-expired' })
})

test.each([
  ['an address that is not verified', { emailVerified: false }, 'address-not-verified'],
  ['another address', { email: 'somebody@else.test' }, 'invitation-other-address'],
])('refuses %s, and the invitation stays open', async (_, change, reason) => {
  const world = await makeClinic()
  const { token, joiner } = await invited(world)
  expect(await acceptInvitation({ ...joiner, ...change }, { token })).toEqual({ ok: false, reason })
  expect(granted(await acceptInvitation(joiner, { token })).clinicId).toBe(world.clinicId)
})

test('refuses an account that has a clinic, and leaves the invitation open', async () => {
  const world = await makeClinic()
  const { token, joiner } = await invited(world)
  const own = { name: 'Own', timeZone: 'UTC', address: '', phone: '', language: 'en' } as const
  const hours = { opensAt: '08:00', closesAt: '17:00', practitioner: 'Dr. Own' }
  granted(await createClinic(joiner, { ...own, ...hours }))
  expect(await acceptInvitation(joiner, { token })).toEqual({ ok: false, reason: 'already-member' })
  expect(await world.run((tx) => openInvitations(tx, world.clinicId))).toHaveLength(1)
})

test('of two accounts with the address that join at once, one joins', async () => {
  const world = await makeClinic()
  const { token, joiner } = await invited(world)
  const answers = await Promise.all(
    ['a', 'b'].map((who) =>
      acceptInvitation({ ...joiner, subject: joiner.subject + who }, { token }),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('an invitation that is taken back or past its time joins nobody', async () => {
  const world = await makeClinic()
  const [one, two] = [await invited(world), await invited(world)]
  granted(await revokeInvitation(world.context, one))
  await world.run((tx) =>
    tx
      .update(invitations)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(invitations.id, two.invitationId)),
  )
  for (const { token, joiner } of [one, two]) {
    expect(await acceptInvitation(joiner, { token })).toEqual({
      ok: false,
      reason: 'invitation-expired',
    })
  }
  expect(await revokeInvitation(world.context, one)).toEqual({ ok: false, reason: 'not-found' })
  expect(await resendInvitation(world.context, one)).toEqual({ ok: false, reason: 'not-found' })

  granted(await resendInvitation(world.context, two))
  expect((await acceptInvitation(two.joiner, two)).ok).toBe(true)
})

test('inviting an address again renews the open invitation; each mail goes out', async () => {
  const world = await makeClinic()
  const { admin, invitationId, joiner } = await invited(world, 'twice@clinic.test')
  const again = await inviteStaff(admin.context, { email: 'Twice@clinic.test', role: 'admin' })
  expect(granted(again)).toEqual({ invitationId })
  expect(await world.run((tx) => openInvitations(tx, world.clinicId))).toMatchObject([
    { email: joiner.email, role: 'admin', mail: { state: 'queued' } },
  ])
  expect(await world.run((tx) => tx.select().from(messages))).toHaveLength(2)
})

test('somebody who works here is not invited, and no unknown token joins', async () => {
  const world = await makeClinic()
  const { admin, joiner } = await invited(world)
  const email = (await stateOf(world, admin.id))?.email.toUpperCase() ?? ''
  expect(await inviteStaff(admin.context, { email, role: 'admin' })).toEqual({
    ok: false,
    reason: 'email-in-use',
  })
  for (const token of ['', 'x'.repeat(43)]) {
    expect(await acceptInvitation(joiner, { token })).toEqual({ ok: false, reason: 'not-found' })
  }
})
