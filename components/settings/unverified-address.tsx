import { NoticePage } from '@/components/frame/notice-page'
import { buttonClass } from '@/components/ui/button-class'
import { signInPath } from '@/lib/own-path'

type Props = {
  email: string
  /** What confirming it is for, after "to": "join Hafenpraxis". */
  purpose: string
  /** The page to come back to, signed in anew: only that fetches what the provider knows by then. */
  returnTo: string
}

/** What somebody sees whose address nobody has confirmed yet. */
export function UnverifiedAddress({ email, purpose, returnTo }: Props) {
  return (
    <NoticePage
      title="Confirm your email address first"
      actions={
        <>
          <a
            href={signInPath(returnTo, { login_hint: email })}
            className={buttonClass('primary', 'touch')}
          >
            I have confirmed it
          </a>
          <a href="/auth/logout" className={buttonClass('outline', 'touch')}>
            Sign out
          </a>
        </>
      }
    >
      <p>
        We sent an email to <strong>{email}</strong> when the account was made. Open the link in it,
        then come back here to {purpose}.
      </p>
      <p>Nothing came? Look among the junk, or sign out and use another address.</p>
    </NoticePage>
  )
}
