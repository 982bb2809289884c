import { Heading, Link, Text } from '@react-email/components'
import type { CSSProperties, ReactNode } from 'react'
import type { MailClinic } from '@/emails/kinds'
import { colour, type } from '@/emails/parts/style'
import { telephoneLink } from '@/lib/domain/telephone'

const classes = {
  ink: 'ink',
  ink2: 'ink-2',
  ink3: 'ink-3',
  accentInk: 'accent-ink',
  playInk: 'play-ink',
} as const

type Props = {
  /** px of type and line. */
  size?: [type: number, line: number]
  tone?: keyof typeof classes
  /** px above. */
  top?: number
  style?: CSSProperties
  /** No empty line before and after it in the text part. */
  tight?: boolean
  children: ReactNode
}

/** A paragraph. */
export function Words({ size = [16, 24], tone = 'ink2', top = 0, style, tight, children }: Props) {
  return (
    <Text
      className={tight ? `${classes[tone]} tight` : classes[tone]}
      style={type(...size, tone, { margin: `${top}px 0 0`, ...style })}
    >
      {children}
    </Text>
  )
}

/** The mail's one heading. */
export function Headline({ children }: { children: ReactNode }) {
  return (
    <Heading className="ink" style={type(26, 32, 'ink', { margin: '12px 0 20px' })}>
      {children}
    </Heading>
  )
}

/** A link within a sentence; `whole` never breaks. */
export function InlineLink({
  href,
  whole,
  children,
}: {
  href: string
  whole?: boolean
  children: ReactNode
}) {
  return (
    <Link
      href={href}
      className="accent-ink"
      style={{
        color: colour.accentInk,
        textDecoration: 'underline',
        ...(whole ? { whiteSpace: 'nowrap' } : {}),
      }}
    >
      {children}
    </Link>
  )
}

/** The clinic's number, which dials when pressed. */
export function Telephone({ clinic }: { clinic: MailClinic }) {
  return (
    <InlineLink href={telephoneLink(clinic.phone)} whole>
      {clinic.phone}
    </InlineLink>
  )
}
