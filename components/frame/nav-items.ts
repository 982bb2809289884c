import {
  IconActivity,
  IconCalendar,
  IconList,
  IconOpenings,
  IconPatients,
  IconSettings,
} from '../ui/icons'

/** The places of the staff side, in the order of the navigation; `tab` is its name on phones. */
export const navItems = [
  { href: '/calendar', label: 'Calendar', tab: 'Calendar', Icon: IconCalendar },
  { href: '/appointments', label: 'Appointments', tab: 'Visits', Icon: IconList },
  { href: '/openings', label: 'Openings', tab: 'Openings', Icon: IconOpenings },
  { href: '/patients', label: 'Patients', tab: 'Patients', Icon: IconPatients },
  { href: '/activity', label: 'Activity', tab: null, Icon: IconActivity },
  { href: '/settings', label: 'Settings', tab: null, Icon: IconSettings },
] as const

/** The four that fit beside "More" on a phone. */
export const tabOrder = ['/calendar', '/openings', '/appointments', '/patients'] as const

/** Whether a path lies at or under a place of the navigation. */
export function isAt(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}
