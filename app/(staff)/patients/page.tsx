import type { Metadata } from 'next'
import { FilterForm } from '@/components/appointments/filter-form'
import { PageBody, PageHead, Sheet } from '@/components/frame/page-head'
import { PatientButton } from '@/components/patients/patient-button'
import { PatientRows } from '@/components/patients/rows'
import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Pager } from '@/components/ui/pager'
import { SearchField } from '@/components/ui/search-field'
import { inClinic } from '@/db/client'
import { countDuplicates } from '@/db/queries/patient/duplicates'
import { pageOfPatients } from '@/db/queries/patient/patients'
import { numberIn, type Params, textIn } from '@/lib/domain/params'
import { may } from '@/lib/domain/permissions'
import { requireStaff } from '@/lib/session'

export const metadata: Metadata = { title: 'Patients' }

const perPage = 50

type Props = { searchParams: Promise<Params> }

/** All patients, by family name; search by name, email, phone or birth date. */
export default async function PatientsPage({ searchParams }: Props) {
  const { clinic, staff } = await requireStaff('patient.view')
  const params = await searchParams
  const text = textIn(params.q)
  const page = numberIn(params.page, 100_000) ?? 1
  const offset = (page - 1) * perPage
  const mayEdit = may(staff.role, 'patient.edit')
  const { rows, total, duplicates } = await inClinic(clinic.id, async (tx) => ({
    ...(await pageOfPatients(tx, clinic.id, { text, limit: perPage, offset })),
    // It looks at every patient: not with each search.
    duplicates: mayEdit && !text && page === 1 ? await countDuplicates(tx, clinic.id) : 0,
  }))
  const href = (to: number) =>
    `/patients?${new URLSearchParams({ ...(text && { q: text }), page: String(to) })}`
  return (
    <>
      <PageHead
        title="Patients"
        aside={total}
        actions={mayEdit && <PatientButton values={{ ...noPatient, language: clinic.language }} />}
      />
      <FilterForm
        action="/patients"
        className="flex flex-wrap items-center gap-2 px-3 pb-2.5 desk:pl-1"
      >
        <SearchField
          label="Search patients"
          value={text}
          placeholder="Name, email, phone or birth date"
          className="w-full max-w-[360px]"
        />
        {text && (
          <Link href="/patients" className={buttonClass('quiet')}>
            Clear
          </Link>
        )}
        {duplicates > 0 && (
          <Link href="/patients/duplicates" className={buttonClass('quiet', 'control', 'ml-auto')}>
            {duplicates === 1 ? '1 possible duplicate' : `${duplicates} possible duplicates`}
          </Link>
        )}
      </FilterForm>
      <PageBody>
        <Sheet className="flex flex-col">
          {rows.length > 0 ? (
            <PatientRows rows={rows} zone={clinic.timeZone} />
          ) : (
            <EmptyState title={text ? 'Nobody has that' : 'No patients yet'}>
              {text
                ? 'Search for less of the name, or for the birth date alone.'
                : 'Add one here, or while booking a visit.'}
            </EmptyState>
          )}
          {total > perPage && (
            <Pager
              from={Math.min(offset + 1, total)}
              to={offset + rows.length}
              total={total}
              previousHref={page > 1 ? href(page - 1) : undefined}
              nextHref={offset + rows.length < total ? href(page + 1) : undefined}
              className="sticky bottom-0 mt-auto bg-surface"
            />
          )}
        </Sheet>
      </PageBody>
    </>
  )
}

const noPatient = {
  givenName: '',
  familyName: '',
  email: '',
  phone: '',
  birthDate: '',
}
