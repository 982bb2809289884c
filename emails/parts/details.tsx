import type { MailClinic, MailTime } from '@/emails/kinds'
import { Words } from '@/emails/parts/words'
import type { MailTexts } from '@/emails/texts/type'

type Props = { time: MailTime; type: string | null; clinic: MailClinic; texts: MailTexts }

/** How long, with whom and where. `type` is null where mails must not name it. */
export function Details({ time, type, clinic, texts }: Props) {
  const minutes = Math.round((time.end.getTime() - time.start.getTime()) / 60_000)
  return (
    <Words top={16}>
      {texts.details(type, minutes, time.practitioner)}
      <br />
      {clinic.address}.
    </Words>
  )
}
