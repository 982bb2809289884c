'use client'

import { NoticePage } from '@/components/frame/notice-page'
import { buttonClass } from '@/components/ui/button-class'

type Props = { error: Error & { digest?: string }; reset: () => void }

/**
 * What a page shows when it fails; the reference leads to the server's log. It goes to every browser,
 * in case: with no more than it needs, which our Button's icons are not.
 */
export default function ErrorPage({ error, reset }: Props) {
  return (
    <NoticePage
      title="This page could not be shown"
      actions={
        <>
          <button type="button" className={buttonClass('primary', 'touch')} onClick={reset}>
            Try again
          </button>
          <a href="/" className={buttonClass('outline', 'touch')}>
            Start page
          </a>
        </>
      }
    >
      <p>
        Nothing that you saved is lost. Try again; if it stays, tell whoever looks after Medcal.
      </p>
      {error.digest && <p className="text-14 text-ink-3">Reference {error.digest}</p>}
    </NoticePage>
  )
}
