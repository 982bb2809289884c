import { cx } from '../ui/cx'
import { changeSaid, said, type Unit, type Value } from './values'

export type Kpi = {
  name: string
  unit: Unit
  now: Value
  before: Value
  /** Under the figure: '96 of 214'. */
  note: string
  /** Whether more of it is better, worse, or neither. */
  more: 'better' | 'worse' | 'neither'
}

type Props = {
  label: string
  items: Kpi[]
  /** Whether there is anything to compare with. */
  compared: boolean
  currency: string
  small?: boolean
}

/** Figures in a strip, each with what has changed since the period before. */
export function Kpis({ label, items, compared, currency, small }: Props) {
  return (
    <section
      aria-label={label}
      className="overflow-hidden rounded-panel border border-line bg-surface shadow-1"
    >
      <dl className="grid grid-cols-2 gap-px tablet:grid-cols-3 desk:auto-cols-fr desk:grid-flow-col desk:grid-cols-none">
        {items.map(({ name, unit, now, before, note, more }) => {
          const change = compared ? changeSaid(now, before, unit, currency) : null
          const good = change && more !== 'neither' && change.sign === (more === 'better' ? 1 : -1)
          return (
            <div key={name} className="min-w-0 px-4 py-3 shadow-[0_0_0_1px_var(--line)]">
              <dt className="text-13 text-ink-2">{name}</dt>
              <dd
                className={cx(
                  'font-strong tracking-[-0.01em] whitespace-nowrap text-ink',
                  small ? 'text-18' : 'text-22 wide:text-30',
                )}
              >
                {said(now, unit, currency)}
              </dd>
              <dd className="mt-0.5 flex flex-wrap justify-between gap-x-3 text-12 text-ink-3">
                <span>{note}</span>
                {change ? (
                  <span
                    className={cx('font-strong', good ? 'text-arrived-soft-ink' : 'text-ink-2')}
                  >
                    {change.words}
                    <span className="sr-only"> against the period before</span>
                  </span>
                ) : (
                  <span>nothing before</span>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
