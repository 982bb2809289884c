'use client'

import './globals.css'
import ErrorPage from './error'

type Props = { error: Error & { digest?: string }; reset: () => void }

/** The last resort, when the layout itself fails. */
export default function GlobalError(props: Props) {
  return (
    <html lang="en">
      <body>
        <title>Medcal</title>
        <ErrorPage {...props} />
      </body>
    </html>
  )
}
