import type { Metadata } from 'next'
import { NoticePage } from '@/components/frame/notice-page'
import { buttonClass } from '@/components/ui/button-class'

export const metadata: Metadata = { title: 'Not found' }

/** For addresses that lead nowhere, and for what the reader may not see. */
export default function NotFound() {
  return (
    <NoticePage
      title="There is no page at this address"
      actions={
        <>
          <a href="/calendar" className={buttonClass('primary', 'touch')}>
            Go to the calendar
          </a>
          <a href="/" className={buttonClass('outline', 'touch')}>
            Start page
          </a>
        </>
      }
    >
      <p>It may have been moved, or the link was cut short in a mail.</p>
      <p>If the link came from your clinic, please call them; their number is in the mail.</p>
    </NoticePage>
  )
}
