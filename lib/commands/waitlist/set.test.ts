import { expect, test } from 'vitest'
import { noWishes } from '@/lib/domain/wishes'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { setWaitlist } from './set'

ownDatabase()

test('the trail tells who joined the waitlist from who was on it and told other wishes', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book()
  const wish = { appointmentId, openToEarlier: true, wishes: noWishes, priority: null }
  granted(await setWaitlist(world.context, wish))
  granted(await setWaitlist(world.context, wish))
  granted(await setWaitlist(world.context, { ...wish, openToEarlier: false }))
  granted(await setWaitlist(world.context, wish))
  const again = (await world.audit('waitlist.joined')).map(({ details }) => details.again)
  expect(again).toEqual([undefined, true, undefined])
})
