import { buttonClass } from '../ui/button-class'
import { IconSignOut } from '../ui/icons'
import { KeyChoice } from './key-choice'
import type { Preferences } from './preferences'
import { type SignOutEverywhere, SignOutEverywhereButton } from './sign-out-everywhere'
import { ThemeChoice } from './theme-choice'

export type FrameUser = { name: string; role: string }

type Props = {
  user: FrameUser
  preferences: Preferences
  /** The name of the radio group, which is in the page twice. */
  group: string
  signOutEverywhere: SignOutEverywhere
}

/** Who is signed in, the appearance, the keys, and the ways out. Stands in the native popovers of the frame. */
export function UserMenu({ user, preferences, group, signOutEverywhere }: Props) {
  return (
    <>
      <p className="text-14 font-strong text-ink">{user.name}</p>
      <p className="mb-4 text-12 text-ink-2">{user.role}</p>
      <ThemeChoice theme={preferences.theme} name={group} />
      <KeyChoice on={preferences.singleKeys} />
      <a href="/auth/logout" className={buttonClass('outline', 'control', 'mt-4 w-full')}>
        <IconSignOut />
        Sign out
      </a>
      <SignOutEverywhereButton action={signOutEverywhere} />
    </>
  )
}
