import { expect, test } from 'vitest'
import { savedViewsOf } from '@/db/queries/staff/saved-views'
import { staff } from '@/db/schema'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { removeView } from './remove-view'
import { saveView } from './save-view'

ownDatabase()

async function member(world: World) {
  const id = crypto.randomUUID()
  const row = { clinicId: world.clinicId, authSubject: id, email: `${id}@c.test`, name: 'Member' }
  await world.run((tx) => tx.insert(staff).values({ id, ...row, role: 'practitioner' }))
  return {
    context: { clinicId: world.clinicId, actor: { kind: 'staff', id, name: 'M' } } as const,
    views: () => world.run((tx) => savedViewsOf(tx, world.clinicId, id)),
  }
}

test('a view is kept by name for one member of staff, and replaced under its name', async () => {
  const world = await makeClinic()
  const [mara, jonas] = [await member(world), await member(world)]
  granted(await saveView(mara.context, { name: 'Unsure', query: 'status=booked' }))
  granted(await saveView(jonas.context, { name: 'Unsure', query: 'earlier=1' }))
  granted(await saveView(mara.context, { name: 'Gone', query: 'status=cancelled' }))
  granted(await saveView(mara.context, { name: 'Unsure', query: 'status=booked&q=a' }))
  expect(await mara.views()).toMatchObject([
    { name: 'Gone', query: 'status=cancelled' },
    { name: 'Unsure', query: 'status=booked&q=a' },
  ])
  expect(await jonas.views()).toMatchObject([{ query: 'earlier=1' }])
})

test('a view is removed by whoever keeps it, once', async () => {
  const world = await makeClinic()
  const [mara, jonas] = [await member(world), await member(world)]
  granted(await saveView(mara.context, { name: 'Unsure', query: 'status=booked' }))
  const [view] = await mara.views()
  const viewId = view?.id ?? ''
  const gone = { ok: false, reason: 'not-found' }
  expect(await removeView(jonas.context, { viewId })).toEqual(gone)
  expect(await mara.views()).toHaveLength(1)
  granted(await removeView(mara.context, { viewId }))
  expect(await mara.views()).toEqual([])
  expect(await removeView(mara.context, { viewId })).toEqual(gone)
})
