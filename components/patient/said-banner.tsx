import { Banner } from '@/components/ui/banner'
import type { Language } from '@/lib/domain/format'
import { reasonForPatient, reasons } from '@/lib/domain/reasons'
import type { Reason } from '@/lib/domain/result'
import { patientTexts } from './texts'

/** What became of the answer that was just sent, where the page below does not say it by itself. */
export function SaidBanner({ said, lang }: { said?: string; lang: Language }) {
  if (!said) return null
  const { wish, failed } = patientTexts(lang)
  if (said === 'wish-on') return <Banner tone="success" role="status" title={wish.saved.on} />
  if (said === 'wish-off') return <Banner tone="success" role="status" title={wish.saved.off} />
  const title = isReason(said) ? reasonForPatient(said, lang) : `${failed.title}. ${failed.lead}`
  return (
    <Banner tone="danger" role="alert" title={title}>
      {isReason(said) ? null : failed.note}
    </Banner>
  )
}

function isReason(said: string): said is Reason {
  return Object.hasOwn(reasons, said)
}
