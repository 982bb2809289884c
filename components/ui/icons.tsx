import type { ReactNode } from 'react'

type Props = { size?: 16 | 20 | 24; className?: string }

function Line({
  size = 16,
  className,
  width = 1.5,
  d,
  children,
}: Props & { width?: number; d?: string; children?: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0.5 0.5 15 15"
      fill="none"
      stroke="currentColor"
      strokeWidth={width}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className ? `shrink-0 ${className}` : 'shrink-0'}
    >
      {d && <path d={d} />}
      {children}
    </svg>
  )
}

const calendarBox = (
  <path d="M3.5 2.75h9a1.5 1.5 0 0 1 1.5 1.5v8.25a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5V4.25a1.5 1.5 0 0 1 1.5-1.5ZM2 6.25h12M5 1.5v2.25M11 1.5v2.25" />
)

export function IconCalendar(props: Props) {
  return (
    <Line {...props} width={1.4}>
      {calendarBox}
      <path strokeWidth="1.7" d="M5 9h0M8 9h0M11 9h0M5 11.5h0M8 11.5h0M11 11.5h0" />
    </Line>
  )
}

export function IconCalendarPlus(props: Props) {
  return (
    <Line
      {...props}
      width={1.4}
      d="M14 7.5V4.25a1.5 1.5 0 0 0-1.5-1.5h-9A1.5 1.5 0 0 0 2 4.25v8.25A1.5 1.5 0 0 0 3.5 14H8M2 6.25h12M5 1.5v2.25M11 1.5v2.25M12.25 10v4.5M10 12.25h4.5"
    />
  )
}

export function IconList(props: Props) {
  return <Line {...props} d="M5.5 3.5H14M5.5 8H14M5.5 12.5H14M2 3.5h0M2 8h0M2 12.5h0" />
}

export function IconOpenings(props: Props) {
  return (
    <Line {...props} width={1.7}>
      <circle
        cx="8"
        cy="8"
        r="6"
        pathLength="80"
        strokeDasharray="6 4"
        strokeDashoffset="3"
        strokeLinecap="butt"
      />
    </Line>
  )
}

export function IconPatients(props: Props) {
  return (
    <Line
      {...props}
      width={1.4}
      d="M6 8.25a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM1.25 14c.2-2.4 2.1-4 4.75-4s4.55 1.6 4.75 4M10.5 2.5a2.9 2.9 0 0 1 1 5.4M12.4 10.2c1.4.6 2.2 1.9 2.35 3.8"
    />
  )
}

export function IconPerson(props: Props) {
  return (
    <Line
      {...props}
      width={1.4}
      d="M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.75 14c.25-2.4 2.4-4 5.25-4s5 1.6 5.25 4"
    />
  )
}

export function IconInsights(props: Props) {
  return <Line {...props} width={1.6} d="M3 13.5V8.5M8 13.5V2.5M13 13.5V6" />
}

export function IconActivity(props: Props) {
  return (
    <Line
      {...props}
      width={1.4}
      d="M2 8a6 6 0 1 0 2-4.5L2 5.25M2 2v3.25h3.25M8 4.75V8.25l2.25 1.5"
    />
  )
}

export function IconSettings(props: Props) {
  return (
    <Line
      {...props}
      width={1.4}
      d="M6.75 4.75H14M2 11.25h7.25M4.6 6.9a2.15 2.15 0 1 0 0-4.3 2.15 2.15 0 0 0 0 4.3ZM11.4 13.4a2.15 2.15 0 1 0 0-4.3 2.15 2.15 0 0 0 0 4.3Z"
    />
  )
}

export function IconChevronLeft(props: Props) {
  return <Line {...props} d="M10 3.5 5.5 8l4.5 4.5" />
}

export function IconChevronRight(props: Props) {
  return <Line {...props} d="M6 3.5 10.5 8 6 12.5" />
}

export function IconChevronUp(props: Props) {
  return <Line {...props} d="M3.5 10 8 5.5l4.5 4.5" />
}

export function IconChevronDown(props: Props) {
  return <Line {...props} d="M3.5 6 8 10.5 12.5 6" />
}

export function IconEarlier(props: Props) {
  return <Line {...props} width={1.8} d="M7.75 3.5 3.5 8l4.25 4.5M13 3.5 8.75 8 13 12.5" />
}

export function IconPlus(props: Props) {
  return <Line {...props} width={1.7} d="M8 2.5v11M2.5 8h11" />
}

export function IconMinus(props: Props) {
  return <Line {...props} width={1.7} d="M3 8h10" />
}

export function IconSearch(props: Props) {
  return (
    <Line
      {...props}
      d="M7 12.25a5.25 5.25 0 1 0 0-10.5 5.25 5.25 0 0 0 0 10.5ZM10.9 10.9l3.35 3.35"
    />
  )
}

export function IconClose(props: Props) {
  return <Line {...props} d="m3.5 3.5 9 9M12.5 3.5l-9 9" />
}

export function IconCheck(props: Props) {
  return <Line {...props} width={1.8} d="m3 8.5 3.25 3.25L13 4.75" />
}

export function IconMail(props: Props) {
  return (
    <Line
      {...props}
      width={1.4}
      d="M2.75 3h10.5c.7 0 1.25.55 1.25 1.25v7.5c0 .7-.55 1.25-1.25 1.25H2.75c-.7 0-1.25-.55-1.25-1.25v-7.5C1.5 3.55 2.05 3 2.75 3ZM1.75 4.5 8 8.75l6.25-4.25"
    />
  )
}

export function IconMove(props: Props) {
  return <Line {...props} d="M1.75 8h12.5M4.75 5 1.75 8l3 3M11.25 5l3 3-3 3" />
}

export function IconArrowRight(props: Props) {
  return <Line {...props} d="M2 8h11.5M9.5 4l4 4-4 4" />
}

export function IconArrowUp(props: Props) {
  return <Line {...props} width={1.7} d="M8 13.5v-11M4 6.5l4-4 4 4" />
}

export function IconArrowDown(props: Props) {
  return <Line {...props} width={1.7} d="M8 2.5v11M4 9.5l4 4 4-4" />
}

export function IconUndo(props: Props) {
  return <Line {...props} d="M5.5 2.5 2 6l3.5 3.5M2 6h7.5a4 4 0 0 1 0 8H6" />
}

export function IconMore(props: Props) {
  return <Line {...props} width={2.2} d="M3 8h0M8 8h0M13 8h0" />
}

export function IconMenu(props: Props) {
  return <Line {...props} d="M2 3.5h12M2 8h12M2 12.5h12" />
}

export function IconBookmark(props: Props) {
  return <Line {...props} d="M4 3.5c0-.8.7-1.5 1.5-1.5h5c.8 0 1.5.7 1.5 1.5v10.25L8 11l-4 2.75z" />
}

export function IconDownload(props: Props) {
  return (
    <Line
      {...props}
      d="M8 2v8M4.75 7 8 10.25 11.25 7M2.25 10.5v2c0 .8.7 1.5 1.5 1.5h8.5c.8 0 1.5-.7 1.5-1.5v-2"
    />
  )
}

export function IconClock(props: Props) {
  return <Line {...props} width={1.4} d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.75V8l2.25 1.5" />
}

export function IconWarning(props: Props) {
  return (
    <Line
      {...props}
      width={1.4}
      d="M7.1 2.4 1.4 12.3c-.4.7.1 1.55.9 1.55h11.4c.8 0 1.3-.85.9-1.55L8.9 2.4a1.03 1.03 0 0 0-1.8 0ZM8 6.25V9.4M8 11.5h0"
    />
  )
}

export function IconError(props: Props) {
  return (
    <Line
      {...props}
      width={1.5}
      d="M8 14.25a6.25 6.25 0 1 0 0-12.5 6.25 6.25 0 0 0 0 12.5ZM8 4.75V8.5M8 11h0"
    />
  )
}

export function IconInfo(props: Props) {
  return (
    <Line
      {...props}
      width={1.4}
      d="M8 14.25a6.25 6.25 0 1 0 0-12.5 6.25 6.25 0 0 0 0 12.5ZM8 7.5v3.75M8 5h0"
    />
  )
}

export function IconOffline(props: Props) {
  return (
    <Line
      {...props}
      width={1.4}
      d="M2 2l12 12M1.5 6a9.5 9.5 0 0 1 3-1.9M7 3.3A9.4 9.4 0 0 1 14.5 6M3.8 8.7a6 6 0 0 1 3-1.6M9.7 7.2a6 6 0 0 1 2.5 1.5M6.2 11.2a2.6 2.6 0 0 1 3.4-.2M8 13.5h0"
    />
  )
}

export function IconSignOut(props: Props) {
  return (
    <Line
      {...props}
      d="M6 2.5H3.5A1.5 1.5 0 0 0 2 4v8a1.5 1.5 0 0 0 1.5 1.5H6M10.5 11.5 14 8l-3.5-3.5M14 8H6"
    />
  )
}

export function IconBusy(props: Props) {
  return <Line {...props} width={1.8} d="M10.5 2.55a6 6 0 1 0 0 10.9" />
}
