import { NoLink } from '@/app/no-link'
import { patientMetadata } from '@/app/patient-metadata'
import { PatientPage } from '@/components/patient/page'
import { one, type Params } from '@/lib/domain/params'
import { behindLink } from '../behind-link'
import { Ended } from '../views'
import { readMove } from './read'
import { Barred, Choose, Confirm } from './views'

export const generateMetadata = () => patientMetadata('move')

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<Params>
}

/** Where patients move their visit themselves: choose a time, then confirm it. Opening it changes nothing. */
export default async function MovePage({ params, searchParams }: Props) {
  const { token } = await params
  const given = await searchParams
  const query = {
    who: one(given.who),
    day: one(given.day),
    with: one(given.with),
    to: one(given.to),
  }
  const found = await behindLink(token, given.lang, async (tx, visit, now, view) =>
    view === 'ask' || view === 'confirmed' ? readMove(tx, visit, now, query) : null,
  )
  if (!found) return <NoLink token={token} purpose="visit" lang={given.lang} />
  const { shown, more: move } = found
  const { visit, view } = shown
  return (
    <PatientPage clinic={visit.clinic} lang={shown.lang} path={`${shown.path}/move`} query={query}>
      {view !== 'ask' && view !== 'confirmed' ? (
        <Ended {...shown} view={view} />
      ) : !move || 'why' in move ? (
        <Barred {...shown} {...(move ?? { why: 'not-allowed' })} />
      ) : 'chosen' in move ? (
        <Confirm {...shown} {...move} />
      ) : (
        <Choose {...shown} {...move} />
      )}
    </PatientPage>
  )
}
