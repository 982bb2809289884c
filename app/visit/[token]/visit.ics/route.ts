import { chosenLanguage } from '@/components/patient/page'
import { inClinic } from '@/db/client'
import { visitOfPatient } from '@/db/queries/patient/pages'
import { calendarFile } from '@/emails/calendar-file'
import { pathWith } from '@/lib/domain/path-with'
import { isExpectedState } from '@/lib/domain/states'
import { env } from '@/lib/env'
import { findToken } from '@/lib/tokens'

/** The visit as a calendar file. Calendars are shared and synchronised, so it does not name the type. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params
  const chosenLang = chosenLanguage(new URL(request.url).searchParams.getAll('lang'))
  const link = await findToken(token, 'visit')
  const visit =
    link?.appointmentId &&
    (await inClinic(link.clinicId, (tx) =>
      visitOfPatient(tx, link.clinicId, link.appointmentId ?? ''),
    ))
  const stands = visit && isExpectedState(visit.appointment.status)
  if (!stands || visit.appointment.version !== link.appointmentVersion) {
    return new Response('This link belongs to no visit that stands. Open our newest mail to you.', {
      status: 404,
    })
  }
  const { appointment, clinic, patient, practitioner } = visit
  const file = calendarFile({
    uid: `${appointment.id}@medcal`,
    sequence: appointment.version * 2,
    start: appointment.startsAt,
    end: appointment.endsAt,
    clinic: { ...clinic, zone: clinic.timeZone },
    practitioner,
    method: 'PUBLISH',
    lang: chosenLang ?? patient.language,
    url: `${env().APP_BASE_URL}${pathWith(`/visit/${token}`, { lang: chosenLang })}`,
  })
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="visit.ics"',
    },
  })
}
