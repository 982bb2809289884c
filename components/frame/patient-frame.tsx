import type { ReactNode } from 'react'
import type { ClinicNotice } from '@/lib/domain/clinic-notice'
import { telephoneLink } from '@/lib/domain/telephone'
import { cx } from '../ui/cx'
import { Mark } from './mark'

type Props = {
  /** `phone` as people write it; the link takes its digits. */
  clinic: { name: string; address: string; phone: string }
  lang: 'en' | 'de'
  /** The same page in the other language. */
  otherLangHref?: string
  /** What the clinic says of itself, below its address; null is left out. */
  notices: { label: string; notice: ClinicNotice | null }[]
  children: ReactNode
}

/** The frame of patients' pages: server only, one column, works without script. */
export function PatientFrame({ clinic, lang, otherLangHref, notices, children }: Props) {
  const other = lang === 'de' ? 'en' : 'de'
  return (
    <div lang={lang} className="flex min-h-dvh justify-center bg-ground text-16 text-ink">
      <div className="flex w-full max-w-[480px] flex-col px-5 pt-3 pb-5">
        <header className="flex flex-wrap items-center justify-between gap-x-4">
          <p className="py-1 font-mid">{clinic.name}</p>
          {otherLangHref && (
            <a href={otherLangHref} lang={other} hrefLang={other} className="link py-1">
              {other === 'de' ? 'Deutsch' : 'English'}
            </a>
          )}
        </header>
        <main className="flex flex-1 flex-col pt-5">{children}</main>
        <footer className="mt-14 flex flex-wrap items-end justify-between gap-x-4 gap-y-2 text-14 text-ink-3">
          <div className="min-w-0">
            {clinic.address && <p>{clinic.address}</p>}
            {clinic.phone && (
              <p>
                <a
                  href={telephoneLink(clinic.phone)}
                  className="inline-block py-0.5 no-underline hover:underline"
                >
                  {clinic.phone}
                </a>
              </p>
            )}
            <Notices notices={notices} />
          </div>
          <p className="inline-flex items-center gap-1.5">
            <Mark size={18} />
            Medcal
          </p>
        </footer>
      </div>
    </div>
  )
}

/** Links beside each other; words behind a line that opens, since they may be long. */
function Notices({ notices }: Pick<Props, 'notices'>) {
  return (
    <div className="flex flex-wrap gap-x-4">
      {notices.map(({ label, notice }) => {
        if (!notice) return null
        if ('href' in notice) {
          return (
            <a key={label} href={notice.href} rel="noreferrer" className="link py-0.5">
              {label}
            </a>
          )
        }
        return (
          <details key={label} className="open:basis-full">
            <summary className="link w-fit cursor-pointer py-0.5">{label}</summary>
            <p className="pb-2 whitespace-pre-line wrap-anywhere">{notice.text}</p>
          </details>
        )
      })}
    </div>
  )
}

/** The page's one question or statement, 30/36. */
export function PatientTitle({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <h1 className={cx('mb-4 text-30 font-strong tracking-[-0.018em] text-balance', className)}>
      {children}
    </h1>
  )
}

/** A lead paragraph, 18/26. */
export function PatientLead({ className, children }: { className?: string; children: ReactNode }) {
  return <p className={cx('mb-5 text-18 text-ink-2', className)}>{children}</p>
}

/** A note, 16/24. */
export function PatientNote({ className, children }: { className?: string; children: ReactNode }) {
  return <p className={cx('mt-4 text-ink-2', className)}>{children}</p>
}

const cardLooks = {
  paper: 'border border-line bg-surface shadow-1',
  chosen: 'border-2 border-accent bg-surface shadow-2',
  hollow: 'border border-line-strong bg-transparent',
}

type CardProps = { look?: keyof typeof cardLooks; className?: string; children: ReactNode }

/** A block with a time in it: paper; `chosen` for the offered time, `hollow` for the one left behind. */
export function PatientCard({ look = 'paper', className, children }: CardProps) {
  return (
    <section className={cx('relative rounded-sheet px-5 pt-4 pb-3.5', cardLooks[look], className)}>
      {children}
    </section>
  )
}

type TimeProps = {
  label?: ReactNode
  /** "Today, Thursday 12 March" */
  day: string
  /** "14:40", in the clinic's zone. */
  time: string
  /** ISO instant, for machines. */
  dateTime?: string
  small?: boolean
  accent?: boolean
}

/** A visit's day and time, large; `small` for the time that one has now beside an offered one. */
export function VisitTime({ label, day, time, dateTime, small, accent }: TimeProps) {
  return (
    <div>
      {label && <p className={accent ? 'font-mid text-accent-ink' : 'text-ink-2'}>{label}</p>}
      <time dateTime={dateTime} className="block">
        <span className={cx('block text-18', !small && 'font-mid')}>{day}</span>
        <span
          className={cx(
            'block font-strong',
            small ? 'text-30 tracking-[-0.018em]' : 'text-44 tracking-[-0.02em]',
          )}
        >
          {time}
        </span>
      </time>
    </div>
  )
}

/** Visit, with whom, where: label and value under a line. */
export function PatientFacts({ rows }: { rows: [label: string, value: ReactNode][] }) {
  return (
    <dl className="mt-3 grid grid-cols-[minmax(56px,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1 border-t border-line pt-3">
      {rows.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The answers, one under the other, of equal size (`buttonClass(look, 'decide')`). */
export function Decisions({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cx('mt-6 flex flex-col gap-2.5', className)}>{children}</div>
}
