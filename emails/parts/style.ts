import type { CSSProperties } from 'react'

/** The light colours of mails: FACE.md, "Mail (hex)". Mail readers know no custom properties. */
export const colour = {
  ground: '#ebf1f2',
  card: '#ffffff',
  ink: '#0e262f',
  ink2: '#395057',
  ink3: '#53676d',
  line: '#d8e2e3',
  lineStrong: '#788a8f',
  accent: '#044f66',
  accentInk: '#005369',
  onAccent: '#ffffff',
  playSoft: '#fff2dc',
  playInk: '#783e16',
} as const

/** The same roles in the dark: the dark tokens of tokens.css, as hex. */
const dark = {
  ground: '#0d1518',
  card: '#162024',
  ink: '#e7eeef',
  ink2: '#b4c0c2',
  ink3: '#91a0a3',
  line: '#253235',
  lineStrong: '#65787d',
  accent: '#89cad7',
  accentInk: '#86d7e0',
  onAccent: '#011a21',
  playSoft: '#402c16',
  playInk: '#f6cf96',
} satisfies Record<keyof typeof colour, string>

// Inline styles hold the light colours, so a dark rule needs its class and !important.
const darkRules: [selector: string, property: string, role: keyof typeof dark][] = [
  ['.ground', 'background-color', 'ground'],
  ['.card', 'background-color', 'card'],
  ['.card', 'border-color', 'line'],
  ['.ink', 'color', 'ink'],
  ['.ink-2', 'color', 'ink2'],
  ['.ink-3', 'color', 'ink3'],
  ['.accent-ink', 'color', 'accentInk'],
  ['.time', 'border-color', 'lineStrong'],
  ['.chosen', 'border-color', 'accent'],
  ['.button', 'background-color', 'accent'],
  ['.button-text', 'color', 'onAccent'],
  ['.play', 'background-color', 'playSoft'],
  ['.play-ink', 'color', 'playInk'],
]

const darkCss = (scope: string) =>
  darkRules
    .map(([selector, property, role]) => `${scope}${selector}{${property}:${dark[role]}!important}`)
    .join('')

/** Rules that inline styles cannot say: the dark, and narrow screens. Outlook.com has its own dark. */
export const sheet = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  `@media (prefers-color-scheme:dark){${darkCss('')}}`,
  darkCss('[data-ogsc] '),
  '@media (max-width:479px){',
  '.page{padding:20px 12px 28px!important}',
  '.card-body{padding:24px 20px!important}',
  '.stack{display:block!important;width:auto!important}',
  '.gap{height:12px!important;line-height:12px!important}',
  '}',
].join('')

const font = 'Arial, Helvetica, sans-serif'

/** One text style of a mail: px sizes, colour. */
export function type(
  size: number,
  line: number,
  tone: keyof typeof colour,
  more: CSSProperties = {},
): CSSProperties {
  return {
    margin: 0,
    fontFamily: font,
    fontSize: `${size}px`,
    lineHeight: `${line}px`,
    color: colour[tone],
    ...more,
  }
}
