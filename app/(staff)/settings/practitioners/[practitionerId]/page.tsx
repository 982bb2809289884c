import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { AbsenceForm } from '@/components/settings/absence-form'
import { VisitLinks } from '@/components/settings/absence-in-way'
import { absenceWords } from '@/components/settings/absence-words'
import { AskButton } from '@/components/settings/ask-button'
import { BackLink } from '@/components/settings/back-link'
import { EditAbsence } from '@/components/settings/edit-absence'
import { HoursLine } from '@/components/settings/hours-line'
import { PractitionerForm } from '@/components/settings/practitioner-form'
import { SettingsSection } from '@/components/settings/section'
import { Glyph } from '@/components/status/glyph'
import { Banner } from '@/components/ui/banner'
import { inClinic } from '@/db/client'
import { absencesOf } from '@/db/queries/absence/absences'
import { visitsInWay, visitsOutsideHours } from '@/db/queries/absence/preview'
import { practitionerWithHours } from '@/db/queries/clinic/settings'
import { absenceTimes } from '@/lib/domain/absence'
import { weekOf } from '@/lib/domain/settings'
import { dayOf } from '@/lib/domain/time'
import { requireStaff } from '@/lib/session'
import {
  lookIntoAbsence,
  removeAbsenceAction,
  saveAbsenceAction,
  savePractitionerAction,
} from '../actions'

export const metadata: Metadata = { title: 'Practitioner' }

type Props = { params: Promise<{ practitionerId: string }> }

export default async function PractitionerPage({ params }: Props) {
  const { clinic } = await requireStaff('settings.manage')
  const { practitionerId } = await params
  if (!z.guid().safeParse(practitionerId).success) notFound()
  const read = await inClinic(clinic.id, async (tx, now) => {
    const person = await practitionerWithHours(tx, clinic.id, practitionerId)
    const absences = []
    for (const absence of await absencesOf(tx, clinic.id, practitionerId, now)) {
      const range = { start: absence.startsAt, end: absence.endsAt }
      const visits = await visitsInWay(tx, clinic, practitionerId, range)
      absences.push({ ...absence, visits })
    }
    const outside = person
      ? await visitsOutsideHours(tx, clinic, practitionerId, person.hours, now)
      : []
    return { person, absences, outside, today: dayOf(now, clinic.timeZone) }
  })
  const { person, absences, outside, today } = read
  if (!person) notFound()
  return (
    <>
      <BackLink href="/settings/practitioners">Practitioners</BackLink>
      {outside.length > 0 && (
        <div className="px-4 pt-4 tablet:px-6">
          <Banner
            tone="danger"
            title={
              outside.length === 1
                ? 'One coming visit lies outside the working hours.'
                : `${outside.length} coming visits lie outside the working hours.`
            }
          >
            Move or cancel what cannot take place.
          </Banner>
          <VisitLinks visits={outside} />
        </div>
      )}
      <PractitionerForm
        practitioner={{ practitionerId, name: person.name, week: weekOf(person.hours) }}
        action={savePractitionerAction}
      />
      <SettingsSection
        title="Absences"
        note="An absence takes all of its time that is free. Visits in it stay until somebody moves or cancels them."
        className="border-t"
      >
        {absences.length > 0 && (
          <ul className="mb-6 divide-y divide-line border-y border-line">
            {absences.map((absence) => {
              const words = absenceWords(absence, clinic.timeZone)
              const left = absence.visits.length
              const range = { start: absence.startsAt, end: absence.endsAt }
              return (
                <li key={absence.id} className="py-2">
                  <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <Glyph state="away" size={16} className="text-away-ink" />
                    <span className="min-w-0 flex-1 text-14">
                      <span className="font-mid text-ink">
                        <HoursLine words={`Away ${words}`} />
                      </span>
                      {absence.note && <span className="ml-2 text-ink-2">{absence.note}</span>}
                    </span>
                    <EditAbsence
                      words={words}
                      practitionerId={practitionerId}
                      absence={{
                        absenceId: absence.id,
                        times: absenceTimes(range, clinic.timeZone),
                        note: absence.note,
                      }}
                      today={today}
                      look={lookIntoAbsence}
                      save={saveAbsenceAction}
                    />
                    <AskButton
                      label="Remove"
                      of={`away ${words}`}
                      title="Remove this absence?"
                      keepLabel="Keep absence"
                      confirmLabel="Remove absence"
                      action={removeAbsenceAction}
                      input={{ absenceId: absence.id }}
                      saved="Absence removed"
                    >
                      {person.name} can be booked {words} again.
                    </AskButton>
                  </div>
                  {left > 0 && (
                    <details className="mt-1 pl-7 text-13">
                      <summary className="text-noshow-ink">
                        {left === 1 ? 'One visit is' : `${left} visits are`} still booked in it
                      </summary>
                      <VisitLinks visits={absence.visits} />
                    </details>
                  )}
                </li>
              )
            })}
          </ul>
        )}
        <AbsenceForm
          practitionerId={practitionerId}
          today={today}
          look={lookIntoAbsence}
          save={saveAbsenceAction}
        />
      </SettingsSection>
    </>
  )
}
