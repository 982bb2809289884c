import { expect, test } from 'vitest'
import { createSteps, type Screen, seconds } from './steps'

function paper(isTTY: boolean): Screen & { text: string } {
  return {
    isTTY,
    text: '',
    write(text) {
      this.text += text
    },
  }
}

test('without a terminal, each beginning and end is a plain line with its time', async () => {
  const screen = paper(false)
  let clock = 0
  const steps = createSteps(screen, () => clock)
  const answer = await steps.run('Build', async (note) => {
    clock = 1500
    note('up to date')
    return 42
  })
  steps.say('Port 3000 is taken.')
  expect(answer).toBe(42)
  expect(screen.text).toBe('  · Build\n  ✓ Build: up to date 1.5 s\n  Port 3000 is taken.\n')
})

test('a step that refuses is marked, and its error goes on', async () => {
  const screen = paper(false)
  const failing = createSteps(screen, () => 0).run('Database', () =>
    Promise.reject(new Error('no disk')),
  )
  await expect(failing).rejects.toThrow('no disk')
  expect(screen.text).toContain('  ✗ Database 0.0 s\n')
})

test('on a terminal, what runs stays at the foot and is drawn over', async () => {
  const screen = paper(true)
  const steps = createSteps(screen, () => 0)
  await Promise.all([steps.run('One', async () => {}), steps.run('Two', async () => {})])
  const erased = '\u001b[1A\u001b[J'
  expect(screen.text).toContain(`${erased}  · One 0.0 s\n  · Two 0.0 s\n`)
  expect(screen.text.endsWith('  ✓ Two 0.0 s\n')).toBe(true)
})

test.each([
  [0, '0.0 s'],
  [59_940, '59.9 s'],
  [72_000, '1 min 12 s'],
])('%i ms reads %s', (ms, text) => {
  expect(seconds(ms)).toBe(text)
})
