import type { ReactNode } from 'react'
import { PatientFrame } from '@/components/frame/patient-frame'
import { type Language, languages } from '@/lib/domain/format'
import { wordIn } from '@/lib/domain/params'
import { pathWith } from '@/lib/domain/path-with'

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

/** The language that a page's query asks for, undefined where it asks for none that there is. */
export function chosenLanguage(asked: string | string[] | undefined): Language | undefined {
  return wordIn(asked, languages) ?? undefined
}

/** The hidden fields that every answer carries. */
export function LinkFields({ token, lang }: { token: string; lang?: Language }) {
  return (
    <>
      <input type="hidden" name="token" value={token} />
      {lang && <input type="hidden" name="lang" value={lang} />}
    </>
  )
}
