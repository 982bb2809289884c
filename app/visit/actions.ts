'use server'

import { z } from 'zod'
import { inClinic } from '@/db/client'
import { visitOfPatient } from '@/db/queries/patient-pages'
import { cancelAppointment } from '@/lib/commands/cancel-appointment'
import { confirmAppointment } from '@/lib/commands/confirm-appointment'
import { setWaitlist } from '@/lib/commands/set-waitlist'
import { personName } from '@/lib/domain/format'
import { tokenAction } from '@/lib/token-action'

const answerSchema = z.object({
  answer: z.enum(['coming', 'cancel', 'wish']),
  openToEarlier: z.literal('on').optional(),
  /** The tick as the page showed it: staff may have changed it since. */
  shownAs: z.enum(['on', 'off']).optional(),
})

/** The patient's answer on the visit's page; the tick for earlier times comes with it. */
export const answerVisit = tokenAction('visit', 'visit', answerSchema, async (link, input) => {
  const { clinicId, appointmentId, appointmentVersion: version } = link
  if (!appointmentId || !version) return 'failed'
  const visit = await inClinic(clinicId, (tx) => visitOfPatient(tx, clinicId, appointmentId))
  // An old link changes nothing: its page says what is the case.
  if (!visit || visit.appointment.version !== version) return null
  const { patient } = visit
  const actor = { kind: 'patient', id: patient.id, name: personName(patient) } as const
  const context = { clinicId, actor }

  if (input.answer === 'cancel') {
    const cancelled = { appointmentId, version, reason: '', offerOnward: true }
    const result = await cancelAppointment(context, cancelled)
    return result.ok || result.reason === 'already-cancelled' ? null : result.reason
  }
  const ticked = input.openToEarlier ?? 'off'
  const openToEarlier = input.shownAs && input.shownAs !== ticked ? ticked === 'on' : null
  if (input.answer === 'coming') {
    const result = await confirmAppointment(context, { appointmentId, version, openToEarlier })
    return result.ok ? null : result.reason
  }
  if (openToEarlier === null) return null
  const wish = { appointmentId, openToEarlier, wishes: null, priority: null }
  const result = await setWaitlist(context, wish)
  return result.ok ? (openToEarlier ? 'wish-on' : 'wish-off') : result.reason
})
