import { expect, test } from 'vitest'
import { telephoneLink } from './telephone'

test.each([
  ['+49 40 5557 0100', 'tel:+494055570100'],
  ['+49 (0)40 5557-0100', 'tel:+494055570100'],
  ['040 / 5557 0100', 'tel:04055570100'],
])('%s is dialled as %s', (written, dialled) => {
  expect(telephoneLink(written)).toBe(dialled)
})
