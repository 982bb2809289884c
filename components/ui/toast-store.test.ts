import { afterEach, expect, it } from 'vitest'
import { currentToasts, dismissToast, toast } from './toast-store'

afterEach(() => {
  for (const one of currentToasts()) dismissToast(one.id)
})

it('gives an action at least ten seconds, and keeps what went wrong until it is dismissed', () => {
  const action = { label: 'Undo', onAction: () => {} }
  toast({ title: 'Cancelled', action, seconds: 3 })
  toast({ title: 'Saved' })
  toast({ title: 'Not sent', tone: 'danger', action })
  expect(currentToasts().map((one) => one.seconds)).toEqual([10, 6, null])
})

it('shows three at most, the newest last', () => {
  for (const title of ['a', 'b', 'c', 'd']) toast({ title })
  expect(currentToasts().map((one) => one.title)).toEqual(['b', 'c', 'd'])
})

it('dismisses one and leaves the rest', () => {
  const first = toast({ title: 'a' })
  toast({ title: 'b' })
  dismissToast(first)
  dismissToast(first)
  expect(currentToasts().map((one) => one.title)).toEqual(['b'])
})
