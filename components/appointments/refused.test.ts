import { expect, test } from 'vitest'
import { namesOnce, refusedWords } from './refused'

const asked = { reason: 'asked-today', said: 'Asked today already.' }
const begun = { reason: 'already-started', said: 'It has begun.' }
const moved = { reason: 'changed-meanwhile', said: 'It has changed.' }

test('each reason is said once, with its own patients, each named once', () => {
  const refused = [
    { name: 'Ludovic Petit', ...asked },
    { name: 'Anna Walk', ...begun },
    { name: 'Ludovic Petit', ...asked },
    { name: 'Jo Stein', ...asked },
  ]
  expect(refusedWords('asked again', refused)).toEqual([
    { title: 'Not asked again: Ludovic Petit (2 visits), Jo Stein', detail: asked.said },
    { title: 'Not asked again: Anna Walk', detail: begun.said },
  ])
  expect(refusedWords('asked again', [])).toEqual([])
})

test('more reasons than there is room for are one text, and none is lost', () => {
  const refused = [asked, begun, moved].map((one) => ({ name: 'Jo Stein', ...one }))
  expect(refusedWords('confirmed', refused)).toEqual([
    {
      title: 'Not confirmed: 3 visits',
      detail: 'Jo Stein: Asked today already. Jo Stein: It has begun. Jo Stein: It has changed.',
    },
  ])
})

test('a name stands for as many visits as it says', () => {
  const [anna, jo] = [{ name: 'Anna Walk' }, { name: 'Jo Stein' }]
  expect(namesOnce([anna, jo, anna])).toEqual(['Anna Walk (2 visits)', 'Jo Stein'])
})
