import { PageHead } from '../frame/page-head'
import { ButtonLink } from '../ui/button-link'
import { IconLink } from '../ui/icon-link'
import { IconChevronLeft, IconChevronRight } from '../ui/icons'
import { SegmentedControl } from '../ui/segmented-control'
import { type Address, calendarHref, views, viewWords } from './address'
import { stepped } from './heading'
import { JumpToDate } from './jump-to-date'
import { NewAppointment } from './new-appointment'
import { SearchButton } from './search-button'

type Props = {
  address: Address
  heading: string
  week: string | null
  /** Whose calendar it is; null for everybody's. */
  chosen: string | null
  mayBook: boolean
}

/** The head of the calendar on all but phones: which days, and the ways to others. */
export function CalendarHead({ address, heading, week, chosen, mayBook }: Props) {
  const { view, date, practitioner } = address
  const to = (day: string) => calendarHref({ view, date: day, practitioner })
  return (
    <PageHead
      title={heading}
      aside={week}
      className="max-tablet:hidden"
      actions={
        <>
          <SearchButton mayBook={mayBook} byKey />
          {mayBook && <NewAppointment day={date} practitionerId={chosen ?? undefined} />}
        </>
      }
    >
      <div className="flex items-center gap-0.5">
        <IconLink
          href={to(stepped(view, date, -1))}
          label="Previous"
          icon={<IconChevronLeft />}
          size="compact"
        />
        <ButtonLink href={calendarHref({ view, practitioner })} look="quiet" size="compact">
          Today
        </ButtonLink>
        <IconLink
          href={to(stepped(view, date, 1))}
          label="Next"
          icon={<IconChevronRight />}
          size="compact"
        />
        <JumpToDate view={view} date={date} practitioner={practitioner} />
      </div>
      <SegmentedControl
        label="View"
        items={views.map((one) => ({
          href: calendarHref({ view: one, date, practitioner }),
          label: viewWords[one],
          current: one === view,
        }))}
      />
    </PageHead>
  )
}
