import { buttonClass } from '../ui/button-class'
import { IconSignOut } from '../ui/icons'
import { type Theme, ThemeChoice } from './theme-choice'

export type FrameUser = { name: string; role: string }

/** Who is signed in, the appearance, and the way out. Stands in the native popovers of the frame. */
export function UserMenu({ user, theme, group }: { user: FrameUser; theme: Theme; group: string }) {
  return (
    <>
      <p className="text-14 font-strong text-ink">{user.name}</p>
      <p className="mb-4 text-12 text-ink-2">{user.role}</p>
      <ThemeChoice theme={theme} name={group} />
      <a href="/auth/logout" className={buttonClass('outline', 'control', 'mt-4 w-full')}>
        <IconSignOut />
        Sign out
      </a>
    </>
  )
}
