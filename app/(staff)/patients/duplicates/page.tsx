import type { Metadata } from 'next'
import { PageBody, PageHead, Sheet } from '@/components/frame/page-head'
import { PerhapsSame } from '@/components/patients/perhaps-same'
import { PatientSummary } from '@/components/patients/summary'
import { BackLink } from '@/components/settings/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { inClinic } from '@/db/client'
import { duplicatePairs } from '@/db/queries/patient/duplicates'
import { requireStaff } from '@/lib/session'

export const metadata: Metadata = { title: 'Possible duplicates' }

const most = 100

/** Patients of one name and birth date, two by two: perhaps one person, entered twice. */
export default async function DuplicatesPage() {
  const { clinic } = await requireStaff('patient.edit')
  const pairs = await inClinic(clinic.id, (tx) => duplicatePairs(tx, clinic.id, most))
  return (
    <>
      <PageHead title="Possible duplicates" aside={pairs.length || undefined} />
      <PageBody>
        <Sheet>
          <BackLink href="/patients">Patients</BackLink>
          {pairs.length === 0 ? (
            <EmptyState title="No possible duplicates">
              No two patients have the same name and birth date, but for those of whom somebody has
              said that they are two people.
            </EmptyState>
          ) : (
            <>
              <p className="max-w-[70ch] px-4 pt-2 pb-3 text-14 text-ink-2 tablet:px-6">
                These have the same name and birth date. Compare two to make them one, or say that
                they are two people: then they are not shown here again.
                {pairs.length === most && ` The first ${most} are shown.`}
              </p>
              <ul>
                {pairs.map(([one, other]) => (
                  <li
                    key={`${one.id} ${other.id}`}
                    className="flex flex-wrap items-start gap-x-6 gap-y-2 border-t border-line px-4 py-3 tablet:px-6"
                  >
                    <PatientSummary patient={one} zone={clinic.timeZone} />
                    <PatientSummary patient={other} zone={clinic.timeZone} />
                    <PerhapsSame patientId={one.id} otherId={other.id} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </Sheet>
      </PageBody>
    </>
  )
}
