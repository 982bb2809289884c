import type { ReactNode } from 'react'
import type { SavedView as View } from '@/db/queries/staff/saved-views'
import { shortName } from '../booking/short-name'
import { stateWords } from '../status/words'
import { Button } from '../ui/button'
import { buttonClass } from '../ui/button-class'
import { Checkbox } from '../ui/checkbox'
import { cx } from '../ui/cx'
import { controlClass } from '../ui/field'
import { IconChevronDown, IconClose, IconEarlier } from '../ui/icons'
import { Link } from '../ui/link'
import { SearchField } from '../ui/search-field'
import { firstDirection, type ListAddress, listHref, queryOf, spans, statuses } from './address'
import { FilterForm } from './filter-form'
import { SaveView } from './save-view'
import { SavedView } from './saved-view'

type Named = { id: string; name: string }

type Props = {
  address: ListAddress
  practitioners: Named[]
  types: Named[]
  /** What the member of staff who looks keeps. */
  views: View[]
}

const spanWords = { coming: 'From today', past: 'Past', all: 'All' } as const

/** Search and filters of the list, as one GET form. */
export function Filters({ address, practitioners, types, views }: Props) {
  const { q, status, when, from, until, earlier } = address
  const narrowed = from !== '' || until !== ''
  const filtered = listHref(address, cleared) !== listHref(address)
  const query = queryOf(address)
  const shown = views.find((view) => view.query === query)
  return (
    <FilterForm
      action="/appointments"
      className="flex flex-wrap items-center gap-2 px-3 pb-2.5 desk:pl-1"
    >
      <SearchField
        label="Search by patient"
        value={q}
        placeholder="Name, email or phone"
        className="basis-[260px] max-phone:basis-full"
      />
      {views.length > 0 && (
        <Pill
          name="Views"
          chosen={shown ? shown.name : false}
          clearHref="/appointments"
          clearLabel={`Leave ${shown?.name}`}
        >
          {views.map((view) => (
            <SavedView
              key={view.id}
              view={view}
              current={view === shown}
              only={views.length === 1}
            />
          ))}
        </Pill>
      )}
      <Pill
        name="When"
        chosen={narrowed ? range(from, until) : spanWords[when]}
        clearHref={when === 'coming' && !narrowed ? undefined : listHref(address, anyTime)}
      >
        {spans.map((span) => (
          <SpanChoice key={span} span={span} chosen={when === span} />
        ))}
        <div className="mt-1.5 grid grid-cols-2 gap-2 border-t border-line pt-2">
          <DayField label="From" name="from" value={from} />
          <DayField label="Until" name="until" value={until} />
        </div>
      </Pill>
      <Pill
        name="Status"
        chosen={
          status.length > 0 &&
          (status.length === 1 && status[0]
            ? stateWords[status[0]]
            : `${status.length} of ${statuses.length}`)
        }
        clearHref={listHref(address, { status: [] })}
      >
        {statuses.map((one) => (
          <Choice
            key={one}
            name="status"
            value={one}
            label={stateWords[one]}
            chosen={status.includes(one)}
          />
        ))}
      </Pill>
      <Pill
        name="With"
        chosen={namesOf(practitioners, address.with, shortName)}
        clearHref={listHref(address, { with: [] })}
      >
        {practitioners.map(({ id, name }) => (
          <Choice key={id} name="with" value={id} label={name} chosen={address.with.includes(id)} />
        ))}
      </Pill>
      <Pill
        name="Visit"
        chosen={namesOf(types, address.visit)}
        clearHref={listHref(address, { visit: [] })}
      >
        {types.map(({ id, name }) => (
          <Choice
            key={id}
            name="visit"
            value={id}
            label={name}
            chosen={address.visit.includes(id)}
          />
        ))}
      </Pill>
      <label
        className={cx(
          'relative inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-full border px-3 text-13 font-mid pointer-coarse:min-h-10',
          'has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-focus',
          earlier
            ? 'border-accent bg-accent-soft text-accent-ink'
            : 'border-line-strong bg-raised text-ink hover:bg-hover',
        )}
      >
        <input
          type="checkbox"
          name="earlier"
          value="1"
          defaultChecked={earlier}
          className="absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
        />
        <IconEarlier />
        Open to earlier
      </label>
      {address.sort !== 'day' && <input type="hidden" name="sort" value={address.sort} />}
      {address.dir !== firstDirection(address) && (
        <input type="hidden" name="dir" value={address.dir} />
      )}
      <noscript>
        <Button type="submit">Show</Button>
      </noscript>
      <div className="ml-auto flex items-center gap-2">
        {filtered && (
          <Link href={listHref(address, cleared)} className={buttonClass('quiet', 'compact')}>
            Clear
          </Link>
        )}
        <SaveView
          query={query}
          offered={query !== '' && !shown}
          taken={views.map((view) => view.name)}
        />
      </div>
    </FilterForm>
  )
}

const anyTime = { when: 'coming', from: '', until: '' } as const
const cleared = { ...anyTime, q: '', status: [], with: [], visit: [], earlier: false }

type PillProps = {
  name: string
  /** What is chosen, in words; falsy when nothing is. */
  chosen: string | false
  /** Leads to the list without this filter. */
  clearHref: string | undefined
  clearLabel?: string
  children: ReactNode
}

/** A filter as a pill that opens its choices; they work without script. */
function Pill({ name, chosen, clearHref, clearLabel, children }: PillProps) {
  const clearable = chosen !== false && clearHref !== undefined
  return (
    <div className="relative inline-flex">
      <details className="group">
        <summary
          data-filter={name}
          className={cx(
            'flex min-h-8 list-none items-center gap-2 rounded-full border px-3 text-13 [&::-webkit-details-marker]:hidden pointer-coarse:min-h-10',
            chosen
              ? 'border-transparent bg-accent-soft text-accent-ink'
              : 'border-line-strong bg-raised font-mid text-ink hover:bg-hover',
            clearable && 'pr-9',
          )}
        >
          {name}
          {chosen && <span className="max-w-44 truncate font-strong">{chosen}</span>}
          {!clearable && <IconChevronDown />}
        </summary>
        <div className="rise absolute top-full left-0 z-20 mt-1 flex max-h-[60dvh] min-w-52 max-phone:fixed max-phone:inset-x-3 max-phone:top-auto max-phone:bottom-24 flex-col overflow-y-auto rounded-panel border border-line bg-raised p-2.5 shadow-3">
          {children}
        </div>
      </details>
      {clearable && (
        <Link
          href={clearHref}
          aria-label={clearLabel ?? `Clear ${name.toLowerCase()}`}
          className="absolute top-0 right-1 flex h-full w-7 items-center justify-center rounded-full text-accent-ink hover:bg-hover"
        >
          <IconClose />
        </Link>
      )}
    </div>
  )
}

function SpanChoice({ span, chosen }: { span: keyof typeof spanWords; chosen: boolean }) {
  return (
    <label className="flex min-h-compact cursor-pointer items-center gap-2 rounded-control px-1.5 text-13 hover:bg-hover pointer-coarse:min-h-10">
      <input
        key={String(chosen)}
        type="radio"
        name="when"
        value={span === 'coming' ? '' : span}
        defaultChecked={chosen}
        className="size-4 accent-accent"
      />
      {spanWords[span]}
    </label>
  )
}

type ChoiceProps = { name: string; value: string; label: string; chosen: boolean }

function Choice({ name, value, label, chosen }: ChoiceProps) {
  return (
    <Checkbox
      // A filter cleared by a link must not stay ticked here.
      key={String(chosen)}
      name={name}
      value={value}
      label={label}
      defaultChecked={chosen}
      className="rounded-control px-1.5 whitespace-nowrap hover:bg-hover pointer-coarse:min-h-10 pointer-coarse:items-center"
    />
  )
}

function DayField({ label, name, value }: { label: string; name: string; value: string }) {
  return (
    <label className="flex flex-col gap-1 text-12 text-ink-2">
      {label}
      <input
        key={value}
        type="date"
        name={name}
        defaultValue={value}
        className={controlClass('w-36')}
      />
    </label>
  )
}

function namesOf(all: Named[], ids: string[], short = (name: string) => name): string | false {
  const chosen = all.filter(({ id }) => ids.includes(id))
  if (chosen.length === 0) return false
  return chosen.length === 1 && chosen[0]
    ? short(chosen[0].name)
    : `${chosen.length} of ${all.length}`
}

function range(from: string, until: string): string {
  if (from && until) return `${from} to ${until}`
  return from ? `from ${from}` : `until ${until}`
}
