import { Column, Row } from '@react-email/components'
import type { ReactNode } from 'react'
import { colour, type } from '@/emails/parts/style'
import { Words } from '@/emails/parts/words'

export type TimeCard = {
  label: string
  day: string
  time: string
  /** A line more, such as the practitioner where two times differ in it. */
  more?: string | undefined
  /** `chosen`: the time that the mail is about; `other`: beside it; `past`: no longer the patient's. */
  look: 'chosen' | 'other' | 'past'
}

/** One time, or two side by side (one above the other on a phone). */
export function TimeCards({ cards: [first, second] }: { cards: [TimeCard, TimeCard?] }) {
  return (
    <Row>
      <Card {...first} width={second ? '49%' : '100%'} />
      {second && (
        <Column
          className="stack gap"
          data-skip-in-text={true}
          width="2%"
          style={{ width: '2%', fontSize: 0 }}
        >
          {' '}
        </Column>
      )}
      {second && <Card {...second} width="49%" />}
    </Row>
  )
}

function Card({ label, day, time, more, look, width }: TimeCard & { width: string }) {
  const chosen = look === 'chosen'
  const struck = look === 'past' ? { textDecoration: 'line-through' } : {}
  return (
    <Column
      className={chosen ? 'stack time chosen' : 'stack time'}
      width={width}
      valign="top"
      style={{
        width,
        padding: chosen ? '17px 18px' : '18px 19px',
        border: chosen ? `2px solid ${colour.accent}` : `1px solid ${colour.lineStrong}`,
        borderRadius: '14px',
      }}
    >
      <Words
        tight
        size={[14, 20]}
        tone={chosen ? 'accentInk' : 'ink2'}
        style={{ fontWeight: chosen ? 'bold' : 'normal' }}
      >
        {label}
      </Words>
      <Words tight size={[15, 22]} tone={look === 'past' ? 'ink2' : 'ink'} style={struck}>
        {day}
      </Words>
      <Words
        tight
        size={[34, 42]}
        tone={chosen ? 'ink' : 'ink2'}
        style={{ fontWeight: chosen ? 'bold' : 'normal', ...struck }}
      >
        {time}
      </Words>
      {more && (
        <Words tight size={[14, 20]} top={2}>
          {more}
        </Words>
      )}
    </Column>
  )
}

/** The warm bar about time in play: "19 days earlier. Held for you alone until …". */
export function PlayBar({ children }: { children: ReactNode }) {
  return (
    <Row style={{ marginTop: '12px' }}>
      <Column
        className="play play-ink"
        style={{
          ...type(16, 24, 'playInk'),
          padding: '12px 18px',
          backgroundColor: colour.playSoft,
          borderRadius: '12px',
        }}
      >
        {children}
      </Column>
    </Row>
  )
}
