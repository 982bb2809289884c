import { cell, type Result, valuesOf } from './table'

type Line = { what: string; key: string; digits: number; published: string; role: string }

const lines: Line[] = [
  { what: 'offers accepted, %', key: 'accepted', digits: 1, published: '10.9', role: 'fitted' },
  {
    what: 'visits that ever answer, %',
    key: 'answered',
    digits: 1,
    published: '45.4',
    role: 'fitted',
  },
  {
    what: 'offers a slot',
    key: 'offersPerSlot',
    digits: 2,
    published: '2.8',
    role: 'put in: three at most',
  },
  {
    what: 'slots filled, %',
    key: 'filledOfAsked',
    digits: 1,
    published: '30',
    role: 'follows from the above',
  },
  { what: 'days gained, median', key: 'gain', digits: 0, published: '14', role: 'fitted' },
  {
    what: 'days gained, lower quartile',
    key: 'gainLow',
    digits: 0,
    published: '4',
    role: 'predicted',
  },
  {
    what: 'days gained, upper quartile',
    key: 'gainHigh',
    digits: 0,
    published: '33',
    role: 'predicted',
  },
]

/** How near the published settings come to the published figures. */
export function calibration({ bySeed }: Result): string {
  const rows = lines.map(
    ({ what, key, digits, published, role }) =>
      `| ${what.padEnd(27)} | ${cell(valuesOf(bySeed, key), digits).padStart(11)} | ${published.padStart(9)} | ${role} |`,
  )
  return [
    'The published settings, simulated (JMIR 2024;e52071; answers: North 2025)\n',
    `| ${' '.repeat(27)} |   simulated | published | |`,
    `|${'-'.repeat(29)}|------------:|----------:|---|`,
    ...rows,
  ].join('\n')
}
