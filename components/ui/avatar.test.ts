import { expect, it } from 'vitest'
import { initials } from './avatar'

it('takes the first and last part of a name and leaves titles out', () => {
  expect(initials('Dr. Marlene Köhler')).toBe('MK')
  expect(initials('Prof. Dr. Özlem van der Aydın')).toBe('ÖA')
  expect(initials('Cher')).toBe('C')
  expect(initials('')).toBe('')
})
