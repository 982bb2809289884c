import type { Metadata } from 'next'
import { PatientPage } from '@/components/patient/page'
import { SaidBanner } from '@/components/patient/said-banner'
import { WrongLink } from '@/components/patient/wrong-link'
import { behindLink } from './behind-link'
import { Ask, CancelQuestion, Confirmed, Ended } from './views'

export const metadata: Metadata = { title: 'Your visit', robots: 'noindex' }

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<{ lang?: string; ask?: string; said?: string }>
}

/** A patient's visit behind its link. Opening it changes nothing. */
export default async function VisitPage({ params, searchParams }: Props) {
  const { token } = await params
  const { lang: chosenLang, ask, said } = await searchParams
  const found = await behindLink(token, chosenLang, async () => null)
  if (!found) return <WrongLink />
  const { shown } = found
  const { visit, view, lang, path } = shown
  const justMoved = said === 'moved'
  return (
    <PatientPage clinic={visit.clinic} lang={lang} path={path}>
      <SaidBanner said={said} lang={lang} />
      {view !== 'ask' && view !== 'confirmed' ? (
        <Ended {...shown} view={view} />
      ) : ask === 'cancel' ? (
        <CancelQuestion {...shown} />
      ) : view === 'confirmed' || justMoved ? (
        <Confirmed {...shown} justMoved={justMoved} />
      ) : (
        <Ask {...shown} />
      )}
    </PatientPage>
  )
}
