import { CallButton } from '@/components/patient/answer-buttons'
import { Notice } from '@/components/patient/notice'
import { chosenLanguage, PatientPage } from '@/components/patient/page'
import { patientTexts } from '@/components/patient/texts'
import { WrongLink } from '@/components/patient/wrong-link'
import { inClinic } from '@/db/client'
import { clinicOf } from '@/db/queries/patient/pages'
import { clinicOfEnded } from '@/lib/tokens'
import { documentLanguage } from './document-language'

type Props = { token: string; purpose: 'visit' | 'offer'; lang: string | string[] | undefined }

/** For a link that opens nothing: it has ended, and how to reach its clinic, but never whose it was; or it never was one. */
export async function NoLink({ token, purpose, lang: asked }: Props) {
  const lang = chosenLanguage(asked) ?? (await documentLanguage())
  const clinicId = await clinicOfEnded(token, purpose)
  const clinic = clinicId && (await inClinic(clinicId, (tx) => clinicOf(tx, clinicId)))
  if (!clinic) return <WrongLink lang={lang} />
  const texts = patientTexts(lang)
  return (
    <PatientPage clinic={clinic} lang={lang} path={`/${purpose}/${token}`}>
      <Notice words={texts.endedLink(clinic.phone !== '')}>
        <CallButton phone={clinic.phone} label={texts.buttons.call(clinic.phone)} />
      </Notice>
    </PatientPage>
  )
}
