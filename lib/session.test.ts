import { sql } from 'drizzle-orm'
import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { beginSession } from './commands/staff/begin-session'
import { changeStaff } from './commands/staff/change'
import type { Role } from './domain/permissions'
import {
  currentAccount,
  currentStaff,
  endOf,
  hasEnded,
  signOut,
  signOutEverywhere,
} from './session'

const cookie = vi.hoisted(() => ({ sub: '', email: 'Ines@b.test', verified: true, began: 0 }))
vi.mock('./auth0', () => ({
  lasts: { idle: 7200, longest: 43_200 },
  auth0: {
    getSession: async () => ({
      user: { sub: cookie.sub, email: cookie.email, email_verified: cookie.verified },
      internal: { createdAt: 1 },
      began: cookie.began,
    }),
  },
}))

ownDatabase()

const logout = new NextRequest('http://medcal.test/auth/logout')

/** Signs the account in: its browser has a new session. Gives its beginning. */
async function signIn({
  email = 'ines@b.test',
  verified = true,
  authenticated = Math.floor(Date.now() / 1000),
} = {}): Promise<number> {
  const account = { subject: cookie.sub, email, emailVerified: verified, authenticated }
  const { began } = (await beginSession(account)) ?? { began: 0 }
  Object.assign(cookie, { began, email, verified })
  return began
}

/** A new account, with a place at the clinic, signed in. */
async function member(world: World, role: Role = 'scheduler'): Promise<string> {
  cookie.sub = crypto.randomUUID()
  const email = `${cookie.sub}@b.test`
  const [row] = await world.execute<{ id: string }>(sql`
    insert into staff (clinic_id, auth_subject, email, name, role)
    values (${world.clinicId}, ${cookie.sub}, ${email}, 'Ines', ${role}) returning id`)
  await signIn({ email })
  return row?.id ?? ''
}

async function isInside(began = cookie.began): Promise<boolean> {
  cookie.began = began
  const inside = (await currentStaff()) !== null
  if (inside) expect(await hasEnded()).toBe(false)
  return inside
}

test('an account’s place and its clinic, as the rows have them; none without access', async () => {
  const world = await makeClinic({ clinic: { name: 'Hafenpraxis', confirmAt: '09:30' } })
  await makeClinic()
  cookie.sub = crypto.randomUUID()
  await signIn()
  expect(await currentStaff()).toBeNull()
  const id = await member(world)
  const session = await currentStaff()
  expect(session?.clinic).toMatchObject({
    id: world.clinicId,
    name: 'Hafenpraxis',
    confirmAt: '09:30:00',
    offersOn: true,
    createdAt: expect.any(Date),
  })
  const staff = { id, name: 'Ines', email: `${cookie.sub}@b.test`, role: 'scheduler' }
  expect(session?.staff).toEqual(staff)
  expect(session?.context).toMatchObject({ clinicId: world.clinicId, actor: { kind: 'staff' } })
  await world.execute(sql`update staff set active = false`)
  expect(await currentStaff()).toBeNull()
  expect(await currentAccount()).not.toBeNull()
})

test('a session from before the account joined, or of an address that is not verified, is nobody’s place', async () => {
  const world = await makeClinic()
  cookie.sub = crypto.randomUUID()
  const before = await signIn({ verified: false })
  await world.execute(sql`
    insert into staff (clinic_id, auth_subject, email, name, role)
    values (${world.clinicId}, ${cookie.sub}, 'ines@b.test', 'Ines', 'admin')`)
  expect(await isInside()).toBe(false)
  cookie.verified = true
  expect(await isInside(before)).toBe(false)
  await signIn()
  expect(await isInside()).toBe(true)
  await signIn({ verified: false })
  expect(await isInside()).toBe(false)
  expect(await currentAccount()).toMatchObject({ emailVerified: false })
  // Of a cookie from before sessions knew their beginning.
  cookie.verified = true
  expect(await isInside(0)).toBe(false)
})

test('a session that was signed out of never works again, and ends none that began later', async () => {
  const world = await makeClinic()
  await member(world)
  const first = cookie.began
  const stolen = await signIn()
  const later = await signIn()
  cookie.began = stolen
  await signOut(logout)
  await signOut(logout)
  expect(await isInside(stolen)).toBe(false)
  expect(await currentAccount()).toBeNull()
  expect(await isInside(first)).toBe(false)
  expect(await isInside(later)).toBe(true)
  for (let more = 1; more <= 30; more++) {
    await signIn()
    expect(await isInside()).toBe(true)
    await signOut(logout)
    expect(await isInside()).toBe(false)
  }
  for (const old of [first, stolen, later]) expect(await isInside(old)).toBe(false)
})

test('two sessions of one second are two', async () => {
  await member(await makeClinic())
  const [one, two] = [await signIn(), await signIn()]
  expect(two).toBeGreaterThan(one)
  cookie.began = one
  await signOut(logout)
  expect(await isInside(one)).toBe(false)
  expect(await isInside(two)).toBe(true)
})

test('a change of role or of access ends what began before; a save that changes nothing does not', async () => {
  const world = await makeClinic()
  const admin = await member(world, 'admin')
  const staffId = await member(world)
  for (const change of [{ role: 'practitioner' as const }, { active: false }, { active: true }]) {
    const old = await signIn({ email: cookie.email })
    granted(await changeStaff(world.context, { staffId, ...change }))
    expect(await isInside(old), JSON.stringify(change)).toBe(false)
    expect(await hasEnded()).toBe(true)
    const now = await signIn({ email: cookie.email })
    expect(await isInside(now)).toBe(change.active !== false)
    granted(await changeStaff(world.context, { staffId, ...change }))
    expect(await hasEnded()).toBe(false)
  }
  expect(admin).not.toBe(staffId)
})

test('a new address at the provider ends what began under the old one, and is known from then on', async () => {
  const world = await makeClinic()
  await member(world)
  const old = cookie.began
  const email = `new.${cookie.sub}@b.test`
  await signIn({ email, verified: false })
  expect(await isInside()).toBe(false)
  cookie.verified = true
  expect(await isInside(old)).toBe(true)
  await signIn({ email })
  expect((await currentStaff())?.staff.email).toBe(email)
  expect(await isInside(old)).toBe(false)
  expect(await world.audit('staff.changed')).toMatchObject([{ details: { address: true } }])
  expect(JSON.stringify(await world.audit('staff.changed'))).not.toContain(email)

  const taken = email
  await member(world)
  const mine = cookie.began
  await signIn({ email: taken })
  expect((await currentStaff())?.staff.email).toBe(`${cookie.sub}@b.test`)
  expect(await isInside(mine)).toBe(true)
})

test('signing out everywhere ends all, and the next sign-in is with the password', async () => {
  await member(await makeClinic())
  const { email } = cookie
  const password = Math.floor(Date.now() / 1000) + 60
  // Its clock is the provider's: on another browser the password was given later, and an hour ago.
  const all = [cookie.began]
  all.push(await signIn({ email, authenticated: password }))
  all.push(await signIn({ email, authenticated: password - 3600 }))
  const session = await currentStaff()
  if (!session) throw new Error('nobody is signed in')
  await signOutEverywhere(session)
  for (const one of all) expect(await isInside(one)).toBe(false)
  for (const authenticated of [password - 3600, password]) {
    expect(await signIn({ email, authenticated }), 'by what the provider remembers').toBe(0)
    expect(await isInside()).toBe(false)
  }
  await signIn({ email, authenticated: password + 1 })
  expect(await isInside()).toBe(true)
  await signOut(logout)
  await signIn({ email, authenticated: password + 1 })
  expect(await isInside()).toBe(true)
})

test('whoever signs in is in, though the database’s clock was put back since', async () => {
  const world = await makeClinic()
  await member(world)
  await world.execute(sql`
    update staff set sessions_valid_from = now() + interval '5 minutes' where auth_subject = ${cookie.sub}`)
  expect(await isInside()).toBe(false)
  const first = await signIn({ email: cookie.email })
  expect(await isInside()).toBe(true)
  const session = await currentStaff()
  if (!session) throw new Error('nobody is signed in')
  await signOutEverywhere(session)
  expect(await isInside(first)).toBe(false)
  await signIn({ email: cookie.email, authenticated: Math.floor(Date.now() / 1000) + 60 })
  expect(await isInside()).toBe(true)
})

test('when a session ends, and why', () => {
  const createdAt = 1_000_000
  const ends = (exp: number | undefined, now: number) =>
    endOf(
      {
        user: { sub: 's' },
        tokenSet: { accessToken: '', expiresAt: 0 },
        internal: { sid: '', createdAt },
        exp,
      },
      new Date(now * 1000),
    )
  expect(ends(createdAt + 7200, createdAt + 200)).toEqual({ inSeconds: 7000, by: 'idle' })
  expect(ends(createdAt + 43_200, createdAt + 43_000)).toEqual({ inSeconds: 200, by: 'longest' })
  expect(ends(createdAt + 10, createdAt + 20)).toEqual({ inSeconds: 0, by: 'idle' })
})
