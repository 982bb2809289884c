import { cx } from '../ui/cx'
import { Table, TableCell, TableHeader, TableRow } from '../ui/table'
import type { FigureTable } from './tables'
import { said } from './values'

type Props = {
  table: FigureTable
  currency: string
  /** The column (by name) whose share is drawn as a bar too, and whether much of it is good. */
  bar?: { column: string; good: boolean }
  /** The columns (by name) for which a phone has room; all when not given. */
  narrow?: string[]
  className?: string
}

/** Figures as a table; under each, quieter, that of the period before. */
export function FigureTableView({ table, currency, bar, narrow, className }: Props) {
  const { title, by, columns, rows } = table
  const at = columns.findIndex(({ name }) => name === bar?.column)
  const amounts = columns.flatMap(({ unit }, i) =>
    unit === 'money' ? rows.flatMap(({ now, before }) => [now[i] ?? 0, before?.[i] ?? 0]) : [],
  )
  // Shares that are small, as those of no-shows should be, are drawn against a quarter.
  const full = rows.every(({ now }) => (now[at] ?? 0) <= 0.25) ? 0.25 : 1
  return (
    // Positioned, so that what is only spoken stays inside while it scrolls; a wide table scrolls alone.
    <section
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
      tabIndex={0}
      className={cx('relative -mx-4 overflow-x-auto px-0 -outline-offset-2', className)}
    >
      <Table label={title}>
        <thead>
          <tr className="border-b border-line">
            <TableHeader>{by}</TableHeader>
            {columns.map(({ name }) => (
              <TableHeader
                key={name}
                className={cx(
                  'whitespace-normal! max-tablet:px-1',
                  name !== bar?.column && 'text-right',
                  narrow && !narrow.includes(name) && 'max-tablet:hidden',
                )}
              >
                {name}
              </TableHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, now, before }) => (
            <TableRow key={label}>
              <th
                scope="row"
                className="px-2.5 py-1 pl-4 font-mid tablet:whitespace-nowrap max-tablet:min-w-24 max-tablet:pr-1"
              >
                {label}
              </th>
              {columns.map(({ name, unit }, i) => {
                const value = now[i] ?? null
                const barred = name === bar?.column
                return (
                  <TableCell
                    key={name}
                    className={cx(
                      'text-right tablet:whitespace-nowrap max-tablet:px-1',
                      narrow && !narrow.includes(name) && 'max-tablet:hidden',
                    )}
                  >
                    <span
                      className={cx(
                        'flex items-center gap-x-2 max-tablet:flex-wrap',
                        !barred && 'justify-end',
                      )}
                    >
                      {barred && <Bar part={(value ?? 0) / full} good={bar.good} />}
                      {said(value, unit, currency, amounts)}
                      {before && before[i] !== null && (
                        <span className="text-12 text-ink-3">
                          <span className="sr-only">before: </span>
                          <span aria-hidden="true">(</span>
                          {said(before[i] ?? null, unit, currency, amounts)}
                          <span aria-hidden="true">)</span>
                        </span>
                      )}
                    </span>
                  </TableCell>
                )
              })}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

function Bar({ part, good }: { part: number; good: boolean }) {
  return (
    <span
      aria-hidden="true"
      className="keep-colour h-1.5 w-14 shrink-0 desk:w-20 overflow-hidden rounded-full bg-line max-tablet:w-full max-tablet:max-w-20"
    >
      <span
        className={cx('block h-full', good ? 'bg-chart-won' : 'bg-noshow-ink')}
        style={{ width: `${100 * part}%` }}
      />
    </span>
  )
}
