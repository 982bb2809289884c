import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link within Medcal. Nothing is asked ahead: a page is drawn anew at each press, so that the only
 * use of asking is a skeleton, and a list of fifty visits would ask fifty times.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />
}
