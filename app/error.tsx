'use client'

import { NoticePage } from '@/components/frame/notice-page'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'

type Props = { error: Error & { digest?: string }; reset: () => void }

/** What a page shows when it fails; the reference leads to the server's log. */
export default function ErrorPage({ error, reset }: Props) {
  return (
    <NoticePage
      title="This page could not be shown"
      actions={
        <>
          <Button look="primary" size="touch" onClick={reset}>
            Try again
          </Button>
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
