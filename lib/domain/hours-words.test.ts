import { expect, it } from 'vitest'
import { hoursWords } from './hours-words'

const row = (weekday: number, startsAt: string, endsAt: string) => ({ weekday, startsAt, endsAt })

it.each([
  ['nobody works', [], ''],
  ['one day', [row(6, '09:00:00', '12:00:00')], 'Sat 09:00–12:00'],
  ['two days alike', [row(1, '08:00', '12:00'), row(2, '08:00', '12:00')], 'Mon, Tue 08:00–12:00'],
  [
    'days alike are joined, a break is a comma, other days follow',
    [
      ...[1, 2, 3].flatMap((day) => [row(day, '13:00', '17:00'), row(day, '08:00', '12:00')]),
      row(5, '08:00', '12:00'),
    ],
    'Mon–Wed 08:00–12:00, 13:00–17:00; Fri 08:00–12:00',
  ],
  [
    'a day off between',
    [row(1, '08:00', '12:00'), row(3, '08:00', '12:00')],
    'Mon 08:00–12:00; Wed 08:00–12:00',
  ],
  ['midnight', [row(7, '20:00', '24:00:00')], 'Sun 20:00–24:00'],
])('%s', (_, hours, words) => {
  expect(hoursWords(hours)).toBe(words)
})
