import { may, type Permission, type Role } from '@/lib/domain/permissions'
import {
  IconActivity,
  IconCalendar,
  IconInsights,
  IconList,
  IconOpenings,
  IconPatients,
  IconSettings,
} from '../ui/icons'

/** The places of the staff side, in the order of the navigation; `tab` is its name on phones. */
export const navItems = [
  {
    href: '/calendar',
    needs: 'calendar.view',
    label: 'Calendar',
    tab: 'Calendar',
    Icon: IconCalendar,
  },
  {
    href: '/appointments',
    needs: 'calendar.view',
    label: 'Appointments',
    tab: 'Visits',
    Icon: IconList,
  },
  {
    href: '/openings',
    needs: 'opening.view',
    label: 'Openings',
    tab: 'Openings',
    Icon: IconOpenings,
  },
  {
    href: '/patients',
    needs: 'patient.view',
    label: 'Patients',
    tab: 'Patients',
    Icon: IconPatients,
  },
  { href: '/insights', needs: 'insights.view', label: 'Insights', tab: null, Icon: IconInsights },
  { href: '/activity', needs: 'activity.view', label: 'Activity', tab: null, Icon: IconActivity },
  { href: '/settings', needs: 'settings.manage', label: 'Settings', tab: null, Icon: IconSettings },
] as const satisfies { needs: Permission; [more: string]: unknown }[]

/** The addresses of the places that a role may see. */
export function placesOf(role: Role): string[] {
  return navItems.filter(({ needs }) => may(role, needs)).map(({ href }) => href)
}

/** The four that fit beside "More" on a phone. */
export const tabOrder = ['/calendar', '/openings', '/appointments', '/patients'] as const

/** Whether a path lies at or under a place of the navigation. */
export function isAt(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}
