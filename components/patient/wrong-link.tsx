import { headers } from 'next/headers'
import { PatientLead, PatientNote, PatientTitle } from '@/components/frame/patient-frame'
import { patientTexts } from './texts'

/**
 * For a link that belongs to nothing: no clinic is known, so the browser's language decides. Not a
 * `notFound()`: Next.js draws that with script only.
 */
export async function WrongLink() {
  const accepted = (await headers()).get('accept-language') ?? ''
  const lang = /^de\b/i.test(accepted) ? 'de' : 'en'
  const { wrongLink } = patientTexts(lang)
  return (
    <main
      lang={lang}
      className="mx-auto min-h-dvh max-w-[480px] bg-ground px-5 pt-14 text-16 text-ink"
    >
      <PatientTitle>{wrongLink.title}</PatientTitle>
      <PatientLead>{wrongLink.lead}</PatientLead>
      <PatientNote>{wrongLink.note}</PatientNote>
    </main>
  )
}
