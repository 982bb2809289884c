import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inClinic } from '@/db/client'
import { clinics } from '@/db/schema'
import { withdrawOpening } from '@/lib/commands/opening/end'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { nextAsked } from './next-asked'

ownDatabase()

const nextOf = (world: World, openingId: string) =>
  inClinic(world.clinicId, async (tx, now) => {
    const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, world.clinicId))
    if (!clinic) throw new Error('The clinic is gone')
    return nextAsked(tx, clinic, now, openingId)
  })

test('who is asked next is whom the order names after those who hold the time', async () => {
  const world = await makeClinic()
  const { openingId, offer } = await world.pending()
  expect(await nextOf(world, openingId)).toBeNull()
  const next = await world.appointment(await world.book({ inHours: 120, openToEarlier: true }))
  await world.book({ inHours: 140, openToEarlier: true })
  const found = await nextOf(world, openingId)
  expect(found).toMatchObject({
    from: next.startsAt,
    to: (await world.opening(openingId)).startsAt,
    name: expect.stringMatching(/\w+ \w+/),
  })
  expect(found?.from).not.toEqual(offer.fromStartsAt)
  granted(await withdrawOpening(world.context, { openingId }))
  expect(await nextOf(world, openingId)).toBeNull()
})
