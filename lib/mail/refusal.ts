/**
 * What a mail server's answer says of one mail: that its address takes none for good, or that this one
 * is not taken for now. Null where it says nothing of it: the server is down, or refuses us. Only the
 * answer to RCPT TO is about one recipient. What it means is in its status code (RFC 3463), or where
 * that tells nothing more, in its reply code (RFC 5321): 550 and 553 are no such mailbox, 551 one that
 * has moved, 552 one that is full. What is refused for good after DATA is this mail, not its address.
 */
export function refusalOf(error: unknown): 'for-good' | 'for-now' | null {
  const { command, responseCode, response, code: kind, message } = Object(error)
  // What nodemailer takes for no address it sends to no server.
  if (kind === 'EENVELOPE' && command === 'API')
    return /recipient/i.test(String(message)) ? 'for-good' : null
  const code = Number(responseCode)
  if (command === 'DATA' && code >= 500) return 'for-now'
  if (command !== 'RCPT TO' || !(code >= 400)) return null
  const [, subject, detail] = statusOf(String(response ?? ''))
  if (subject === 3 || subject === 4 || subject === 7)
    return code < 500 && subject === 7 ? 'for-now' : null
  if (code < 500) return code === 421 ? null : 'for-now'
  if (subject === 1) return ofSender.includes(detail) ? null : 'for-good'
  if (subject === 2) return detail === 1 ? 'for-good' : 'for-now'
  if ([550, 551, 553].includes(code)) return 'for-good'
  return code === 552 ? 'for-now' : null
}

/** Details of subject 1 that are not about the recipient. */
const ofSender = [7, 8, 9]

/** The class, subject and detail of '550 5.1.1 no such user'; zeros where there are none. */
function statusOf(response: string): [number, number, number] {
  const [, kind, subject, detail] =
    response.match(/^\d{3}[ -]([245])\.(\d{1,3})\.(\d{1,3})\b/) ?? []
  return [Number(kind ?? 0), Number(subject ?? 0), Number(detail ?? 0)]
}
