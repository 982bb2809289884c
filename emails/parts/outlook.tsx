const open =
  '<!--[if mso]><table role="presentation" align="center" width="552"><tr><td><![endif]-->'
const close = '<!--[if mso]></td></tr></table><![endif]-->'

/**
 * The beginning or end of a table that Outlook for Windows alone sees: it knows no maximal width,
 * and this keeps the mail as narrow as elsewhere.
 */
export function OutlookTable({ side }: { side: 'open' | 'close' }) {
  const markup = side === 'open' ? open : close
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React writes no comments; the two are constants.
  return <div dangerouslySetInnerHTML={{ __html: markup }} />
}
