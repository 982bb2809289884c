import { Body, Column, Container, Head, Html, Preview, Row, Section } from '@react-email/components'
import { Fragment, type ReactNode } from 'react'
import type { Mail } from '@/emails/kinds'
import { oneLine } from '@/emails/one-line'
import { Action } from '@/emails/parts/action'
import { OutlookTable } from '@/emails/parts/outlook'
import { colour, sheet, type } from '@/emails/parts/style'
import { Headline, InlineLink, Telephone, Words } from '@/emails/parts/words'
import { placeOf } from '@/emails/place'
import type { MailTexts } from '@/emails/texts/type'
import { noticeOf } from '@/lib/domain/clinic-notice'
import { personName } from '@/lib/domain/format'

type Props = {
  mail: Mail
  texts: MailTexts
  subject: string
  preview: string
  heading: string
  action?: { href: string; label: string; note: string }
  children: ReactNode
}

/** What every mail shares: the clinic's name, the card with its one button, and why and from whom it comes. */
export function Layout({ mail, texts, subject, preview, heading, action, children }: Props) {
  return (
    <Html lang={mail.lang}>
      <Head>
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no" />
        <style>{sheet}</style>
      </Head>
      <Body className="ground" style={{ margin: 0, padding: 0, backgroundColor: colour.ground }}>
        <Preview>{preview}</Preview>
        <Row>
          {/* Covers the cell that Body makes, whose colour cannot turn dark: it has no class. */}
          <Column
            className="page ground"
            style={{ padding: '28px 24px 40px', backgroundColor: colour.ground }}
          >
            <OutlookTable side="open" />
            <Container style={{ maxWidth: '552px' }}>
              <Words tone="ink" style={{ fontWeight: 'bold' }}>
                {mail.clinic.name}
              </Words>
              <Row
                bgcolor={colour.card}
                className="card"
                style={{
                  margin: '8px 0 20px',
                  backgroundColor: colour.card,
                  border: `1px solid ${colour.line}`,
                  borderRadius: '18px',
                }}
              >
                <Column className="card-body" style={{ padding: '26px 28px 30px' }}>
                  <Words tone="ink">{greeting(mail, texts)}</Words>
                  <Headline>{heading}</Headline>
                  {children}
                  {action && <Action href={action.href}>{action.label}</Action>}
                  {action && (
                    <Words size={[15, 22]} top={16}>
                      {action.note}
                    </Words>
                  )}
                </Column>
              </Row>
              <Footer mail={mail} texts={texts} href={action?.href} />
            </Container>
            <OutlookTable side="close" />
          </Column>
        </Row>
      </Body>
    </Html>
  )
}

function greeting(mail: Mail, texts: MailTexts): string {
  return mail.kind === 'invitation'
    ? texts.greetingNameless
    : texts.greeting(personName(mail.patient))
}

function Footer({ mail, texts, href }: { mail: Mail; texts: MailTexts; href: string | undefined }) {
  const { footer } = texts
  return (
    <Section style={{ padding: '0 4px' }}>
      {href && (
        // The text part has the address under the button already.
        <div data-skip-in-text={true}>
          <Words size={[13, 20]} tone="ink3">
            {footer.trouble}{' '}
            <span style={{ ...type(13, 20, 'ink3'), wordBreak: 'break-all' }} className="ink-3">
              {href}
            </span>
          </Words>
        </div>
      )}
      <Words size={[13, 20]} tone="ink3">
        {footer.because[mail.kind](mail.clinic.name)} <Ask mail={mail} texts={texts} />
      </Words>
      <Words size={[13, 20]} tone="ink3">
        {footer.timesFor(placeOf(mail.clinic, mail.lang))}
      </Words>
      <Notice label={footer.privacy} given={mail.clinic.privacy} />
      <Notice label={footer.imprint} given={mail.clinic.imprint} />
    </Section>
  )
}

/** What the clinic says of itself: a link, or its words, line by line. */
function Notice({ label, given }: { label: string; given: string }) {
  const notice = noticeOf(given)
  if (!notice) return null
  return (
    <Words size={[13, 20]} tone="ink3">
      {'href' in notice ? (
        <InlineLink href={notice.href}>{label}</InlineLink>
      ) : (
        notice.text.split('\n').map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change places
          <Fragment key={i}>
            {i === 0 ? `${label}: ` : <br />}
            {oneLine(line)}
          </Fragment>
        ))
      )}
    </Words>
  )
}

/** Where to turn: who is asked about earlier times can end that. */
function Ask({ mail, texts: { footer } }: { mail: Mail; texts: MailTexts }) {
  const change = mail.kind === 'offer' && (
    <InlineLink href={mail.links.visit}>{footer.change}</InlineLink>
  )
  if (!mail.clinic.phone) return change && <>{change}.</>
  return (
    <>
      {change ? (
        <>
          {change} {footer.changeOrCall}
        </>
      ) : (
        footer.questions
      )}{' '}
      <Telephone clinic={mail.clinic} />.
    </>
  )
}
