import type { ReactNode } from 'react'
import { PatientFrame } from '@/components/frame/patient-frame'
import type { Language } from '@/lib/domain/format'

type Props = {
  clinic: { name: string; address: string; phone: string }
  lang: Language
  /** The page's own path, and what of its query counts in either language. */
  path: string
  query?: Record<string, string | undefined>
  children: ReactNode
}

/** The frame of a page behind a link; the other language is the same page. */
export function PatientPage({ clinic, lang, path, query, children }: Props) {
  const other = pathWith(path, { ...query, lang: lang === 'de' ? 'en' : 'de' })
  return (
    <PatientFrame clinic={clinic} lang={lang} otherLangHref={other}>
      {children}
    </PatientFrame>
  )
}

/** A path with those of some parameters that have a value. */
export function pathWith(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1])
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path
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
