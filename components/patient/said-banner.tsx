import { Banner } from '@/components/ui/banner'
import type { Language } from '@/lib/domain/format'
import { reasonForPatient, reasons } from '@/lib/domain/reasons'
import type { Reason } from '@/lib/domain/result'
import { patientTexts } from './texts'

/** What became of the answer that was just sent, where the page below does not say it by itself. */
export function SaidBanner({ said, lang }: { said?: string; lang: Language }) {
  if (!said || saidBelow.includes(said)) return null
  const { wish, wishes, failed } = patientTexts(lang)
  const noted: Record<string, string> = {
    'wish-on': wish.saved.on,
    'wish-off': wish.saved.off,
    'wishes-saved': wishes.saved,
  }
  if (Object.hasOwn(noted, said)) {
    return <Banner tone="success" role="status" title={noted[said]} className="mb-4 text-16!" />
  }
  const title = isReason(said) ? reasonForPatient(said, lang) : `${failed.title}. ${failed.lead}`
  return (
    <Banner tone="danger" role="alert" title={title} className="mb-4 text-16!">
      {isReason(said) ? null : failed.note}
    </Banner>
  )
}

/** What stands at its field, or is the page itself. */
const saidBelow = ['not-a-date', 'after-visit', 'kept', 'moved']

function isReason(said: string): said is Reason {
  return Object.hasOwn(reasons, said)
}
