import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { readAddress } from '@/components/appointments/address'
import { NewAppointment } from '@/components/appointments/new-appointment'
import { Rows } from '@/components/appointments/rows'
import { PageBody, PageHead, Sheet } from '@/components/frame/page-head'
import { Breakable } from '@/components/patients/breakable'
import { consentWords } from '@/components/patients/consent-words'
import { EndLinks } from '@/components/patients/end-links'
import { MailState } from '@/components/patients/mail-state'
import { OffersConsent } from '@/components/patients/offers-consent'
import { PatientButton } from '@/components/patients/patient-button'
import { PerhapsSame } from '@/components/patients/perhaps-same'
import { born } from '@/components/patients/rows'
import { PatientSummary } from '@/components/patients/summary'
import { TheirData } from '@/components/patients/their-data'
import { Banner } from '@/components/ui/banner'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Facts } from '@/components/ui/panel'
import { inClinic } from '@/db/client'
import { listAppointments } from '@/db/queries/appointment/appointments'
import { perhapsTheSame } from '@/db/queries/patient/duplicates'
import { mailsToCome, visitsToCome } from '@/db/queries/patient/erasure'
import { patientById } from '@/db/queries/patient/patients'
import { noteView } from '@/lib/commands/patient/note-look'
import { dayAndTime, fullDay, personName } from '@/lib/domain/format'
import { may } from '@/lib/domain/permissions'
import { requireStaff } from '@/lib/session'

export const metadata: Metadata = { title: 'Patient' }

type Props = { params: Promise<{ patientId: string }> }

/** One patient: how to reach them, and all their visits, the latest first. The address of one who was merged leads to the other. */
export default async function PatientPage({ params }: Props) {
  const { clinic, staff, context } = await requireStaff('patient.view')
  const { patientId } = await params
  if (!z.guid().safeParse(patientId).success) notFound()
  const mayErase = may(staff.role, 'patient.erase')
  const { patient, alike, toCome, mails, visits, now } = await inClinic(
    clinic.id,
    async (tx, now) => {
      const patient = await patientById(tx, clinic.id, patientId)
      const alike = patient ? await perhapsTheSame(tx, clinic.id, patient) : []
      const toCome = mayErase ? await visitsToCome(tx, clinic.id, patientId) : []
      const mails = mayErase ? await mailsToCome(tx, clinic.id, patientId) : 0
      const visits = await listAppointments(
        tx,
        clinic.id,
        { ...everything, patientId },
        { by: 'day', direction: 'desc', limit: 200, offset: 0 },
      )
      return { patient, alike, toCome, mails, visits, now }
    },
  )
  if (!patient) notFound()
  if (patient.id !== patientId) redirect(`/patients/${patient.id}`)
  const erased = patient.erasedAt
  if (!erased) await noteView(context, { patientId })
  const { givenName, familyName, email, phone, birthDate, language, bouncedAt } = patient
  const mayEdit = may(staff.role, 'patient.edit') && !erased
  const values = {
    givenName,
    familyName,
    email,
    phone,
    birthDate: birthDate ?? '',
    language,
  }
  const links: [string, ReactNode] = [
    'Links in emails',
    <EndLinks key="links" patientId={patient.id} name={personName(patient)} email={email} />,
  ]
  return (
    <>
      <PageHead
        title={personName(patient)}
        aside={born(patient) ? `born ${born(patient)}` : undefined}
        actions={
          <>
            {mayEdit && <PatientButton patientId={patient.id} values={values} />}
            {may(staff.role, 'appointment.book') && !erased && (
              <NewAppointment prefill={{ patientId }} />
            )}
          </>
        }
      />
      {mayEdit &&
        alike.map((other) => (
          <Banner
            key={other.id}
            title="Perhaps the same person, entered twice."
            action={
              <div className="flex w-full flex-wrap items-center gap-x-6 gap-y-2">
                <PatientSummary patient={other} zone={clinic.timeZone} />
                <PerhapsSame patientId={patient.id} otherId={other.id} />
              </div>
            }
            className="mx-3 mb-2.5 desk:ml-1"
          />
        ))}
      <PageBody className="max-desk:flex-col-reverse">
        <Sheet>
          {visits.length > 0 ? (
            <Rows
              rows={visits}
              address={readAddress({ when: 'all', dir: 'desc' })}
              context={{
                now,
                zone: clinic.timeZone,
                askedDaysAhead: clinic.confirmOn ? clinic.confirmDaysAhead : null,
              }}
              may={{
                move: may(staff.role, 'appointment.move'),
                cancel: may(staff.role, 'appointment.cancel'),
              }}
              selectable={false}
              ofOne
            />
          ) : (
            <EmptyState title="No visits yet">Book the first with “New appointment”.</EmptyState>
          )}
        </Sheet>
        <section
          aria-label="Patient"
          className="border-line bg-surface px-4 max-desk:border-t pb-4 desk:w-[300px] desk:shrink-0 desk:overflow-y-auto desk:rounded-t-panel desk:border desk:border-b-0"
        >
          {erased ? (
            <ErasedNote at={erased} zone={clinic.timeZone} />
          ) : (
            <>
              <h2 className="pt-4 pb-2 text-14 font-strong text-ink">How to reach them</h2>
              <Facts
                rows={[
                  [
                    'Email',
                    <div key="email">
                      <span className="wrap-anywhere">
                        <Breakable email={email} />
                      </span>
                      <MailState
                        patientId={patient.id}
                        email={email}
                        bounced={bouncedAt && (patient.bouncedWhy ?? 'came-back')}
                        mayEdit={mayEdit}
                      />
                    </div>,
                  ],
                  ['Phone', phone || '—'],
                  ['Mails in', language === 'de' ? 'German' : 'English'],
                  [
                    'Offers',
                    <OffersConsent
                      key="offers"
                      patientId={patient.id}
                      name={personName(patient)}
                      words={consentWords(patient, clinic.timeZone)}
                      stopped={patient.offersStoppedAt !== null}
                      mayEdit={mayEdit}
                    />,
                  ],
                  ...(mayEdit ? [links] : []),
                ]}
              />
              {mayEdit && (
                <p className="mt-4 border-t border-line pt-3 text-13">
                  <Link href={`/patients/${patient.id}/merge`} className="link">
                    Merge with another patient…
                  </Link>
                </p>
              )}
              <TheirData
                patientId={patientId}
                language={language}
                mayExport={may(staff.role, 'patient.export')}
                erasure={
                  mayErase
                    ? {
                        name: personName(patient),
                        visits: toCome.map(({ startsAt, practitionerName, ...visit }) => ({
                          ...visit,
                          words: `${dayAndTime(startsAt, clinic.timeZone, 'en')}, ${practitionerName}`,
                        })),
                        mails,
                        offerOnward: clinic.openingSources.includes('cancellation'),
                      }
                    : null
                }
              />
            </>
          )}
        </section>
      </PageBody>
    </>
  )
}

/** In place of how to reach somebody of whom nothing is kept. */
function ErasedNote({ at, zone }: { at: Date; zone: string }) {
  return (
    <>
      <h2 className="pt-4 pb-2 text-14 font-strong text-ink">Erased</h2>
      <p className="text-13 text-ink-2">
        This patient was erased on {fullDay(at, zone, 'en')}. What is left are the days and outcomes
        of their visits, for the figures. If they come again, add them as a new patient.
      </p>
    </>
  )
}

const everything = {
  text: '',
  statuses: [],
  practitionerIds: [],
  typeIds: [],
  from: null,
  until: null,
  openToEarlier: false,
}
