import { expect, test } from 'vitest'
import { nextTry, takeBackMs, toldFrom } from './messages'

const now = new Date('2026-03-12T10:00:00Z')
const ago = (minutes: number) => new Date(+now - minutes * 60_000)

test('the pauses between tries grow to ten minutes, and end after four hours', () => {
  const pause = (attempts: number, since = now) => {
    const at = nextTry(attempts, since, now)
    return at && (+at - +now) / 1000
  }
  expect([1, 2, 3, 4, 5, 6, 7, 40].map((attempts) => pause(attempts))).toEqual([
    ...[15, 30, 60, 120, 300, 600, 600, 600],
  ])
  // However many tries a server that comes and goes has cost.
  expect(pause(200, ago(239))).toBe(600)
  expect(pause(2, ago(240))).toBeNull()
})

test('only a move by staff can be taken back, and waits for it', () => {
  const later = new Date(+now + takeBackMs)
  expect(toldFrom({ isInHand: true, by: 'staff' }, now)).toEqual(later)
  expect(toldFrom({ isInHand: true, by: 'patient' }, now)).toEqual(now)
  expect(toldFrom({ isInHand: false, by: 'staff' }, now)).toEqual(now)
})
