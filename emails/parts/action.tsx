import { Button, Column, Row } from '@react-email/components'
import { colour, type } from '@/emails/parts/style'

/** The mail's one button, as wide as the card. The cell is coloured too, since Outlook ignores the link's padding. */
export function Action({ href, children }: { href: string; children: string }) {
  return (
    <Row style={{ marginTop: '24px' }}>
      <Column
        align="center"
        className="button"
        style={{ backgroundColor: colour.accent, borderRadius: '12px' }}
      >
        <Button
          href={href}
          className="button-text"
          style={type(18, 22, 'onAccent', {
            display: 'block',
            padding: '18px 16px',
            fontWeight: 'bold',
            textAlign: 'center',
          })}
        >
          {children}
        </Button>
      </Column>
    </Row>
  )
}
