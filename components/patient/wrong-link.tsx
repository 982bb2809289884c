import { PatientLead, PatientNote, PatientTitle } from '@/components/frame/patient-frame'
import type { Language } from '@/lib/domain/format'
import { patientTexts } from './texts'

/** For a link that belongs to nothing. Not a `notFound()`: Next.js draws that with script only. */
export function WrongLink({ lang }: { lang: Language }) {
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
