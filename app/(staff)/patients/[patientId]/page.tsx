import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { readAddress } from '@/components/appointments/address'
import { NewAppointment } from '@/components/appointments/new-appointment'
import { Rows } from '@/components/appointments/rows'
import { PageBody, PageHead, Sheet } from '@/components/frame/page-head'
import { EndLinks } from '@/components/patients/end-links'
import { MailState } from '@/components/patients/mail-state'
import { PatientButton } from '@/components/patients/patient-button'
import { born } from '@/components/patients/rows'
import { TheirData } from '@/components/patients/their-data'
import { EmptyState } from '@/components/ui/empty-state'
import { Facts } from '@/components/ui/panel'
import { inClinic } from '@/db/client'
import { listAppointments } from '@/db/queries/appointments'
import { mailsToCome, visitsToCome } from '@/db/queries/erasure'
import { patientById } from '@/db/queries/patients'
import { noteView } from '@/lib/commands/note-look'
import { dayAndTime, fullDay, personName } from '@/lib/domain/format'
import { may } from '@/lib/domain/permissions'
import { requireStaff } from '@/lib/session'

export const metadata: Metadata = { title: 'Patient' }

type Props = { params: Promise<{ patientId: string }> }

/** One patient: how to reach them, and all their visits, the latest first. */
export default async function PatientPage({ params }: Props) {
  const { clinic, staff, context } = await requireStaff('patient.view')
  const { patientId } = await params
  if (!z.guid().safeParse(patientId).success) notFound()
  const mayErase = may(staff.role, 'patient.erase')
  const { patient, toCome, mails, visits, now } = await inClinic(clinic.id, async (tx, now) => ({
    patient: await patientById(tx, clinic.id, patientId),
    toCome: mayErase ? await visitsToCome(tx, clinic.id, patientId) : [],
    mails: mayErase ? await mailsToCome(tx, clinic.id, patientId) : 0,
    visits: await listAppointments(
      tx,
      clinic.id,
      { ...everything, patientId },
      { by: 'day', direction: 'desc', limit: 200, offset: 0 },
    ),
    now,
  }))
  if (!patient) notFound()
  const erased = patient.erasedAt
  if (!erased) await noteView(context, { patientId })
  const { givenName, familyName, email, phone, birthDate, language, bouncedAt, offersAllowed } =
    patient
  const mayEdit = may(staff.role, 'patient.edit') && !erased
  const values = {
    givenName,
    familyName,
    email,
    phone,
    birthDate: birthDate ?? '',
    language,
    offersAllowed,
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
                      <span className="wrap-anywhere">{breakable(email)}</span>
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
                  ['Offers', offersAllowed ? 'May be mailed' : 'Not to be mailed'],
                  ...(mayEdit ? [links] : []),
                ]}
              />
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

/** An address that is broken after its @ first, where it is too long for its line. */
function breakable(email: string) {
  const [name, ...host] = email.split('@')
  return (
    <>
      {name}@<wbr />
      {host.join('@')}
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
