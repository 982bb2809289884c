import { Banner } from '@/components/ui/banner'
import type { Language } from '@/lib/domain/format'
import type { LimitReason } from '@/lib/domain/limits'
import type { Told } from '@/lib/domain/patient-said'
import { reasonForPatient } from '@/lib/domain/reasons-for-patients'
import type { Refusal } from '@/lib/domain/result'
import { patientTexts } from './texts'

type TooOften = Refusal<LimitReason<'press' | 'wish'>> | null

/** Why an answer does not count today, and whom to call. */
export function RefusedBanner({ refusal, lang }: { refusal: TooOften; lang: Language }) {
  if (!refusal) return null
  const words = reasonForPatient(refusal.reason, lang, refusal.detail)
  return <Banner tone="danger" role="alert" title={words} className="mb-4 text-16!" />
}

/** What became of the answer that was just sent, where the page below does not say it by itself. */
export function SaidBanner({ told, lang }: { told: Told | null; lang: Language }) {
  if (!told) return null
  const { wish, wishes, failed, answeredBefore } = patientTexts(lang)
  const look = 'mb-4 text-16!'
  const refused = (title: string, note?: string) => (
    <Banner tone="danger" role="alert" title={title} className={look}>
      {note}
    </Banner>
  )
  const noted = (title: string) => (
    <Banner tone="success" role="status" title={title} className={look} />
  )
  switch (told) {
    case 'wish-on':
      return noted(wish.saved.on)
    case 'wish-off':
      return noted(wish.saved.off)
    case 'wishes-saved':
      return noted(wishes.saved)
    case 'answered-before':
      return <Banner role="status" title={answeredBefore} className={look} />
    case 'begun':
      return refused(reasonForPatient('already-started', lang))
    case 'failed':
      return refused(`${failed.title}. ${failed.lead}`, failed.note)
  }
}
