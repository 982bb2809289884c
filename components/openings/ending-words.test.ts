import { expect, test } from 'vitest'
import { releaseWords, withdrawWords } from './ending-words'

const holder = (patientName: string, own = 'Tue 31 Mar, 09:40') => {
  return { offerId: patientName, patientName, own }
}
const [amara, ida, emil] = [
  holder('Amara Diallo'),
  holder('Ida Sørensen'),
  holder('Emil Kowalczyk'),
]

test('ending one offer says who is told, who still holds the time, and who is asked next', () => {
  const told = 'Amara Diallo is told by mail and keeps Tue 31 Mar, 09:40.'
  expect(releaseWords(amara, [amara])).toBe(`${told} Whoever suits next is asked.`)
  expect(releaseWords(amara, [amara], 'Maren Thießen')).toBe(`${told} Maren Thießen is asked next.`)
  expect(releaseWords(amara, [amara], null)).toBe(`${told} Nobody else suits at the moment.`)
  expect(releaseWords(amara, [amara, ida, emil], null)).toBe(
    `${told} It is still held for Ida Sørensen and Emil Kowalczyk.`,
  )
})

test('taking an opening out names everybody whose offer ends by it', () => {
  const free = 'Today 14:40: the time stays free, and nobody is asked any more.'
  expect(withdrawWords('Today 14:40', [])).toBe(free)
  expect(withdrawWords('Today 14:40', [amara])).toBe(
    `${free} The offer to Amara Diallo ends; the patient is told and keeps Tue 31 Mar, 09:40.`,
  )
  expect(withdrawWords('Today 14:40', [amara, ida, emil])).toBe(
    `${free} The 3 offers to Amara Diallo, Ida Sørensen and Emil Kowalczyk end; each of them is told and keeps their own time.`,
  )
})
