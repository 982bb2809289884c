import { expect, test } from './support/test'

test('nothing in the menu takes a press that would be lost', async ({ desk }) => {
  let letScriptsCome = () => {}
  const wait = new Promise<void>((resolve) => {
    letScriptsCome = resolve
  })
  await desk.route(/\/_next\/static\/.*\.js/, async (route) => {
    await wait
    await route.continue()
  })
  await desk.goto('/calendar', { waitUntil: 'commit' })
  await desk.locator('[popovertarget="user-menu"]').click()
  const menu = desk.getByRole('dialog', { name: 'You and your settings' })
  const press = menu.getByRole('button', { name: 'Sign out everywhere' })
  await expect(press).toBeDisabled()
  await expect(menu.getByLabel('Dark')).toBeDisabled()
  letScriptsCome()
  await expect(press).toBeEnabled()
  await expect(menu.getByLabel('Dark')).toBeEnabled()
})
