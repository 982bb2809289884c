import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link within Medcal. Nothing is asked ahead: a list of fifty visits would ask fifty times. Steps
 * to the next page are another matter (`IconLink`).
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />
}
