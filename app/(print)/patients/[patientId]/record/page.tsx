import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { chosenLanguage } from '@/components/patient/page'
import { PrintButton } from '@/components/record/print-button'
import { Record } from '@/components/record/record'
import { recordTexts } from '@/components/record/texts'
import { buttonClass } from '@/components/ui/button-class'
import { exportPatient } from '@/lib/commands/patient/export'
import { requireStaff } from '@/lib/session'

export const metadata: Metadata = { title: 'Patient’s record' }

type Props = {
  params: Promise<{ patientId: string }>
  searchParams: Promise<{ lang?: string | string[] }>
}

/** Everything that is kept of a patient, to be printed and handed to them: in their language, or in the other. */
export default async function RecordPage({ params, searchParams }: Props) {
  const { context } = await requireStaff('patient.export')
  const { patientId } = await params
  if (!z.guid().safeParse(patientId).success) notFound()
  const result = await exportPatient(context, { patientId, as: 'page' })
  if (!result.ok) notFound()
  const record = result.value
  const lang = chosenLanguage((await searchParams).lang) ?? record.patient.language
  const other = lang === 'de' ? 'en' : 'de'
  const { buttons } = recordTexts(lang)
  return (
    <main
      lang={lang}
      className="mx-auto min-h-dvh max-w-[760px] bg-surface px-5 py-8 text-16 text-ink print:max-w-none print:bg-white print:p-0 print:text-14 print:text-black"
    >
      <div className="mb-6 flex flex-wrap gap-2 print:hidden">
        <PrintButton label={buttons.print} />
        {/* Not our links: the document's language changes only with the document. */}
        <a
          href={`/patients/${patientId}/record?lang=${other}`}
          lang={other}
          className={buttonClass()}
        >
          {buttons.other}
        </a>
        <a href={`/patients/${patientId}`} className={buttonClass('quiet')}>
          {buttons.back}
        </a>
      </div>
      <Record record={record} lang={lang} />
    </main>
  )
}
