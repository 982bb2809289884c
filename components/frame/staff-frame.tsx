import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { isHttps } from '@/lib/env'
import { Avatar } from '../ui/avatar'
import { IconActivity, IconInsights, IconMenu, IconMore, IconSettings } from '../ui/icons'
import { Link } from '../ui/link'
import { ToastRegion } from '../ui/toast'
import { Mark } from './mark'
import { NavLinks, TabLinks } from './nav-links'
import { readPreferences } from './preferences'
import type { SignOutEverywhere } from './sign-out-everywhere'
import { tabClass } from './tab-class'
import { type FrameUser, UserMenu } from './user-menu'

type Props = {
  clinic: { name: string }
  /** `role` as words: "Scheduler". */
  user: FrameUser
  /** Openings free or held now. */
  openCount: number
  /** The addresses of the places that one may see (`placesOf`). */
  places: string[]
  miniMonth?: ReactNode
  inPlay?: ReactNode
  signOutEverywhere: SignOutEverywhere
  children: ReactNode
}

/** The frame of all staff pages: navigation, slots for the month and for what is in play, the page. */
export async function StaffFrame({
  clinic,
  user,
  openCount,
  places,
  miniMonth,
  inPlay,
  signOutEverywhere,
  children,
}: Props) {
  const preferences = readPreferences(await cookies(), isHttps())
  const menu = { user, preferences, signOutEverywhere }
  return (
    <div className="min-h-dvh bg-ground text-13 tablet:grid tablet:grid-cols-[64px_minmax(0,1fr)] desk:grid-cols-[var(--nav)_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <nav
        aria-label="Medcal"
        className="sticky top-0 hidden h-dvh flex-col overflow-y-auto px-2 tablet:flex desk:px-3"
      >
        <Link
          href="/calendar"
          className="flex min-h-[60px] shrink-0 items-center gap-2 rounded-control px-1.5 max-desk:justify-center"
        >
          <Mark size={28} />
          <span className="min-w-0 max-desk:sr-only">
            <span className="block text-16 leading-[18px] font-strong tracking-[-0.01em] text-ink">
              Medcal
            </span>
            <span className="block truncate text-12 text-ink-2">{clinic.name}</span>
          </span>
        </Link>
        <NavLinks openCount={openCount} places={places} />
        {miniMonth && <div className="mt-6 px-2.5 max-desk:hidden">{miniMonth}</div>}
        <div className="mt-auto pt-6">
          {inPlay && <div className="px-2.5 pb-4 max-desk:hidden">{inPlay}</div>}
          <div className="flex items-center gap-2.5 border-t border-line py-2.5 desk:px-1.5">
            <button
              type="button"
              popoverTarget="user-menu"
              aria-haspopup="dialog"
              className="flex min-h-10 w-full min-w-0 items-center gap-2.5 rounded-control px-1 text-left hover:bg-hover max-desk:justify-center"
            >
              <Avatar name={user.name} />
              <span className="min-w-0 flex-1 max-desk:sr-only">
                <span className="block truncate font-mid text-ink">{user.name}</span>
                <span className="block truncate text-12 text-ink-2">{user.role}</span>
              </span>
              <IconMore className="text-ink-2 max-desk:hidden" />
            </button>
          </div>
        </div>
        <div
          id="user-menu"
          popover="auto"
          role="dialog"
          aria-label="You and your settings"
          className="fixed top-auto right-auto bottom-16 left-3 m-0 w-64 rounded-panel border border-line bg-raised p-4 text-13 text-ink shadow-3"
        >
          <UserMenu {...menu} group="theme-desk" />
        </div>
      </nav>
      <main
        id="main"
        tabIndex={-1}
        className="flex min-w-0 flex-col pb-20 outline-none tablet:pb-0 desk:h-dvh desk:overflow-y-auto"
      >
        {children}
      </main>
      <nav
        aria-label="Medcal"
        className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] tablet:hidden"
      >
        <TabLinks openCount={openCount} places={places} />
        <button
          type="button"
          popoverTarget="more-menu"
          aria-haspopup="dialog"
          className={tabClass(false)}
        >
          <IconMenu size={20} />
          More
        </button>
        <div
          id="more-menu"
          popover="auto"
          role="dialog"
          aria-label="More"
          className="fixed top-auto right-0 bottom-0 left-0 m-0 w-full max-w-none rounded-t-panel border border-line bg-raised p-5 text-14 text-ink shadow-3"
        >
          <div className="mb-4 flex flex-col border-b border-line pb-2 empty:hidden">
            {places.includes('/insights') && (
              <Link href="/insights" className="flex min-h-12 items-center gap-3 text-16">
                <IconInsights size={20} />
                Insights
              </Link>
            )}
            {places.includes('/activity') && (
              <Link href="/activity" className="flex min-h-12 items-center gap-3 text-16">
                <IconActivity size={20} />
                Activity
              </Link>
            )}
            {places.includes('/settings') && (
              <Link href="/settings" className="flex min-h-12 items-center gap-3 text-16">
                <IconSettings size={20} />
                Settings
              </Link>
            )}
          </div>
          <UserMenu {...menu} group="theme-phone" />
        </div>
      </nav>
      <ToastRegion />
    </div>
  )
}
