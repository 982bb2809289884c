import { expect, test } from 'vitest'
import { acceptOffer } from '@/lib/commands/accept-offer'
import { declineOffer } from '@/lib/commands/end-offer'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { fillTimes, hasOpenings, offerInsights, openingInsights } from './insights'
import { visitInsights, waitingInsights } from './insights-visits'

ownDatabase()

const zone = 'Europe/Berlin'
const scope = (world: World, practitionerId: string | null = null) => ({
  ...{ beforeStart: world.at(-2000), start: world.at(-1000), end: world.at(1000) },
  ...{ unit: 'week' as const, zone, practitionerId },
})

test('smoke', async () => {
  const world = await makeClinic({ type: { priceCents: 5000 } })
  const { offer } = await world.pending()
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  const s = scope(world)
  console.log(await world.run((tx) => openingInsights(tx, world.clinicId, s)))
  console.log(await world.run((tx) => offerInsights(tx, world.clinicId, s)))
  console.log(await world.run((tx) => fillTimes(tx, world.clinicId, s)))
  console.log(await world.run((tx) => visitInsights(tx, world.clinicId, s, world.at(2000))))
  console.log(await world.run((tx) => waitingInsights(tx, world.clinicId, s)))
})
