import { describe, expect, it } from 'vitest'
import { piePath } from './pie-path'

describe('piePath', () => {
  it('draws nothing when nothing is left, and a closed disc when all is', () => {
    expect(piePath(0, 4)).toBe('')
    expect(piePath(-1, 4)).toBe('')
    expect(piePath(1, 4)).toBe('M8 4A4 4 0 1 1 8 12A4 4 0 1 1 8 4Z')
  })

  it('burns clockwise from the top: half left is the left half', () => {
    expect(piePath(0.5, 4)).toBe('M8 8L8 12A4 4 0 0 1 8 4Z')
    expect(piePath(0.75, 4)).toBe('M8 8L12 8A4 4 0 1 1 8 4Z')
    expect(piePath(0.25, 4)).toBe('M8 8L4 8A4 4 0 0 1 8 4Z')
  })
})
