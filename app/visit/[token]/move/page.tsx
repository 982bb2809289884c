import type { Metadata } from 'next'
import { PatientPage } from '@/components/patient/page'
import { SaidBanner } from '@/components/patient/said-banner'
import { WrongLink } from '@/components/patient/wrong-link'
import { behindLink } from '../behind-link'
import { Ended } from '../views'
import { readMove } from './read'
import { Barred, Choose, Confirm } from './views'

export const metadata: Metadata = { title: 'Move your visit', robots: 'noindex' }

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where patients move their visit themselves: choose a time, then confirm it. Opening it changes nothing. */
export default async function MovePage({ params, searchParams }: Props) {
  const { token } = await params
  const given = await searchParams
  const one = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined)
  const [lang, said] = [one('lang'), one('said')]
  const query = { who: one('who'), day: one('day'), with: one('with'), to: one('to') }
  const found = await behindLink(token, lang, async (tx, visit, now, view) =>
    view === 'ask' || view === 'confirmed' ? readMove(tx, visit, now, query) : null,
  )
  if (!found) return <WrongLink />
  const { shown, more: move } = found
  const { visit, view } = shown
  return (
    <PatientPage clinic={visit.clinic} lang={shown.lang} path={`${shown.path}/move`} query={query}>
      {said !== 'taken' && <SaidBanner said={said} lang={shown.lang} />}
      {view !== 'ask' && view !== 'confirmed' ? (
        <Ended {...shown} view={view} />
      ) : !move || 'why' in move ? (
        <Barred {...shown} why={move?.why ?? 'not-allowed'} />
      ) : 'chosen' in move ? (
        <Confirm {...shown} {...move} />
      ) : (
        <Choose {...shown} {...move} taken={move.taken || said === 'taken'} />
      )}
    </PatientPage>
  )
}
