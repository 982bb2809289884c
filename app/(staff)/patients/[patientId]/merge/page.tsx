import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { FilterForm } from '@/components/appointments/filter-form'
import { PageBody, PageHead, Sheet } from '@/components/frame/page-head'
import { MergeForm } from '@/components/patients/merge-form'
import { mergeSide, mergeWarnings } from '@/components/patients/merge-words'
import { PatientSummary } from '@/components/patients/summary'
import { BackLink } from '@/components/settings/back-link'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchField } from '@/components/ui/search-field'
import { inClinic, type Tx } from '@/db/client'
import { mergePreview } from '@/db/queries/patient/merge-preview'
import { patientById, searchPatients } from '@/db/queries/patient/patients'
import { noteView } from '@/lib/commands/patient/note-look'
import { personName } from '@/lib/domain/format'
import { proposed } from '@/lib/domain/merge'
import { idIn, type Params, textIn } from '@/lib/domain/params'
import { requireStaff } from '@/lib/session'

export const metadata: Metadata = { title: 'Merge patients' }

type Props = {
  params: Promise<{ patientId: string }>
  searchParams: Promise<Params>
}

/** Two patients side by side, to be made one; without `with`, the search for the other. */
export default async function MergePage({ params, searchParams }: Props) {
  const { clinic, context } = await requireStaff('patient.edit')
  const { patientId } = await params
  const query = await searchParams
  const otherId = idIn(query.with)
  const text = textIn(query.q)
  if (!idIn(patientId)) notFound()
  const found = await inClinic(clinic.id, async (tx) => {
    const kept = await patientById(tx, clinic.id, patientId)
    if (!kept) return null
    const merged = otherId ? await patientById(tx, clinic.id, otherId) : null
    // One of them is the other by now.
    if (merged?.id === kept.id) return { kept, isOne: true as const }
    if (!merged) return { kept, others: await others(tx, clinic.id, kept.id, text) }
    return { kept, merged, preview: await mergePreview(tx, clinic.id, kept.id, merged.id) }
  })
  if (!found) notFound()
  if ('isOne' in found) redirect(`/patients/${found.kept.id}`)
  const { kept } = found
  if ('merged' in found && found.merged) {
    for (const { id, erasedAt } of [kept, found.merged]) {
      if (!erasedAt) await noteView(context, { patientId: id })
    }
  }
  return (
    <>
      <PageHead title={`Merge ${personName(kept)}`} />
      <PageBody>
        <Sheet>
          <BackLink href={`/patients/${kept.id}`}>{personName(kept)}</BackLink>
          {'merged' in found && found.merged ? (
            <MergeForm
              kept={mergeSide(kept, found.preview.kept, clinic.timeZone)}
              merged={mergeSide(found.merged, found.preview.merged, clinic.timeZone)}
              proposal={proposed(kept, found.merged)}
              warnings={mergeWarnings(found.preview, kept, found.merged, clinic.timeZone)}
            />
          ) : (
            <div className="px-4 pt-2 pb-6 tablet:px-6">
              <p className="mb-3 max-w-[70ch] text-14 text-ink-2">
                Who is the same person as {personName(kept)}? You see both side by side before
                anything changes.
              </p>
              <FilterForm action={`/patients/${kept.id}/merge`} className="mb-3">
                <SearchField
                  label="Search patients"
                  value={text}
                  placeholder="Name, email, phone or birth date"
                  className="w-full max-w-[360px]"
                />
              </FilterForm>
              {text && found.others?.length === 0 && (
                <EmptyState title="No other patient found">
                  Search for less of the name, or for the birth date alone.
                </EmptyState>
              )}
              <ul>
                {found.others?.map((one) => (
                  <li
                    key={one.id}
                    className="flex flex-wrap items-center gap-x-6 gap-y-2 border-t border-line py-3"
                  >
                    <PatientSummary patient={one} zone={clinic.timeZone} />
                    <ButtonLink size="compact" href={`/patients/${kept.id}/merge?with=${one.id}`}>
                      Compare
                    </ButtonLink>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </Sheet>
      </PageBody>
    </>
  )
}

async function others(tx: Tx, clinicId: string, keptId: string, text: string) {
  if (!text.trim()) return []
  const found = await searchPatients(tx, clinicId, text, 9)
  return found.filter(({ id }) => id !== keptId).slice(0, 8)
}
