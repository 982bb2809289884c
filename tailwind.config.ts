import type { Config } from 'tailwindcss'

const sizes = [11, 12, 13, 14, 16, 18, 22, 30, 44, 70]

const roles = [
  'ground surface raised sunken hover well lift scrim line line-faint line-strong ink ink-2 ink-3',
  'accent accent-hover on-accent accent-ink accent-soft focus',
  'play play-mark play-soft play-track play-line play-ink on-play',
  'booked-fill booked-line booked-ink confirmed-fill confirmed-line confirmed-ink',
  'arrived-fill arrived-ink arrived-soft arrived-soft-ink',
  'fulfilled-fill fulfilled-line fulfilled-ink noshow-fill noshow-line noshow-ink',
  'danger on-danger cancelled-ink away-fill away-hatch away-ink chart-won chart-lost chart-line',
].flatMap((row) => row.split(' '))

/** Classes name roles (`bg-surface`, `text-ink-2`, `text-13`); the values stay in app/tokens.css. */
export default {
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      inherit: 'inherit',
      ...Object.fromEntries(roles.map((role) => [role, `var(--${role})`])),
    },
    fontFamily: { sans: 'var(--font)' },
    fontSize: Object.fromEntries(
      sizes.map((size) => [size, [`var(--text-${size})`, `var(--lead-${size})`]]),
    ),
    fontWeight: {
      text: 'var(--weight-text)',
      mid: 'var(--weight-mid)',
      strong: 'var(--weight-strong)',
      title: '690',
    },
    borderRadius: {
      none: '0',
      card: 'var(--r-card)',
      control: 'var(--r-control)',
      panel: 'var(--r-panel)',
      sheet: 'var(--r-sheet)',
      full: 'var(--r-full)',
    },
    boxShadow: { none: 'none', 1: 'var(--shade-1)', 2: 'var(--shade-2)', 3: 'var(--shade-3)' },
    transitionDuration: {
      DEFAULT: 'var(--fast)',
      fast: 'var(--fast)',
      calm: 'var(--calm)',
      leap: 'var(--leap)',
    },
    transitionTimingFunction: {
      DEFAULT: 'var(--ease)',
      calm: 'var(--ease)',
      leap: 'var(--ease-leap)',
    },
    // 520: a phone held upright; 1100: below it the navigation folds to icons.
    screens: { phone: '520px', tablet: '720px', desk: '1100px', wide: '1380px' },
    extend: {
      spacing: {
        compact: 'var(--h-compact)',
        control: 'var(--h-control)',
        touch: 'var(--h-touch)',
        decide: 'var(--h-decide)',
        hour: 'var(--hour)',
        gutter: 'var(--gutter)',
        nav: 'var(--nav)',
        panel: 'var(--panel)',
      },
    },
  },
} satisfies Config
