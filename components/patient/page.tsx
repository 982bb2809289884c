import type { ReactNode } from 'react'
import { PatientFrame } from '@/components/frame/patient-frame'
import type { Language } from '@/lib/domain/format'

type Props = {
  clinic: { name: string; address: string; phone: string }
  lang: Language
  /** The page's own path. */
  path: string
  children: ReactNode
}

/** The frame of a page behind a link; the other language is the same page. */
export function PatientPage({ clinic, lang, path, children }: Props) {
  return (
    <PatientFrame
      clinic={clinic}
      lang={lang}
      otherLangHref={`${path}?lang=${lang === 'de' ? 'en' : 'de'}`}
    >
      {children}
    </PatientFrame>
  )
}

/** The language of a patient's page: as chosen on it, else the patient's own. */
export function pageLanguage(chosen: string | string[] | undefined, own: Language): Language {
  return chosen === 'de' || chosen === 'en' ? chosen : own
}

/** The hidden fields that every answer carries. */
export function LinkFields({ token, lang }: { token: string; lang?: string | string[] }) {
  return (
    <>
      <input type="hidden" name="token" value={token} />
      {typeof lang === 'string' && <input type="hidden" name="lang" value={lang} />}
    </>
  )
}
