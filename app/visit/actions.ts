'use server'

import { z } from 'zod'
import { chosenTime } from '@/app/visit/[token]/move/read'
import { wishFieldsSchema, wishForm } from '@/components/patient/typed-wishes'
import { inClinic } from '@/db/client'
import { activePractitioners } from '@/db/queries/appointment/times-to-move-to'
import { visitOfPatient, workdaysOf } from '@/db/queries/patient/pages'
import { cancelAppointment } from '@/lib/commands/appointment/cancel'
import { confirmAppointment } from '@/lib/commands/appointment/confirm'
import { moveAppointment } from '@/lib/commands/appointment/move'
import { setWaitlist } from '@/lib/commands/waitlist/set'
import { personName } from '@/lib/domain/format'
import { plannedInstant } from '@/lib/domain/moments'
import type { Reason } from '@/lib/domain/result'
import { selfMove } from '@/lib/domain/self-move'
import { readWishes } from '@/lib/domain/wish-form'
import { tokenAction } from '@/lib/token-action'
import { type TokenRow, tokenFor } from '@/lib/tokens'

const answerSchema = z.object({
  answer: z.enum(['coming', 'cancel', 'wish', 'stop']),
  openToEarlier: z.literal('on').optional(),
  /** The tick as the page showed it: staff may have changed it since. */
  shownAs: z.enum(['on', 'off']).optional(),
})

/** The patient's answer on the visit's page; the tick for earlier times comes with it. */
export const answerVisit = tokenAction('visit', 'visit', answerSchema, async (link, input) => {
  const found = await visitBehind(link)
  // An old link changes nothing: its page says what is the case.
  if (!found) return null
  const { context, appointmentId, version } = found

  if (input.answer === 'cancel') {
    const cancelled = { appointmentId, version, reason: '', offerOnward: true }
    const result = await cancelAppointment(context, cancelled)
    return result.ok || result.reason === 'already-cancelled' ? null : result.reason
  }
  if (input.answer === 'stop') {
    const no = { openToEarlier: false, stop: true, wishes: null, priority: null }
    const result = await setWaitlist(context, { appointmentId, version, ...no })
    return result.ok ? 'wish-off' : result.reason
  }
  const ticked = input.openToEarlier ?? 'off'
  const openToEarlier = input.shownAs && input.shownAs !== ticked ? ticked === 'on' : null
  if (input.answer === 'coming') {
    const result = await confirmAppointment(context, { appointmentId, version, openToEarlier })
    return result.ok ? (result.value?.unsaved.reason ?? null) : result.reason
  }
  if (openToEarlier === null) return null
  const wish = { appointmentId, version, openToEarlier, wishes: null, priority: null }
  const result = await setWaitlist(context, wish)
  return result.ok ? (openToEarlier ? 'wish-on' : 'wish-off') : result.reason
})

const wishesSchema = z.object({
  answer: z.enum(['save', 'stop']),
  ...wishFieldsSchema,
})

/** Which earlier times suit the patient, from the page of its own. */
export const saveWishes = tokenAction('visit', 'visit', wishesSchema, async (link, input) => {
  const found = await visitBehind(link)
  if (!found) return null
  const { context, appointmentId, version, visit } = found
  const { answer, ...typed } = input
  const openToEarlier = answer === 'save'
  const { clinicId } = link
  const workdays = await inClinic(clinicId, (tx) => workdaysOf(tx, clinicId))
  const read = readWishes(typed, wishForm(visit, workdays))
  if (openToEarlier && !read.ok) return { page: 'earlier', said: read.problem, shows: typed }
  const result = await setWaitlist(context, {
    appointmentId,
    version,
    openToEarlier,
    stop: !openToEarlier,
    wishes: openToEarlier && read.ok ? read.wishes : null,
    priority: null,
  })
  if (!result.ok) {
    // What was typed stands there again.
    const again = result.reason === 'wished-enough' && { page: 'earlier', shows: typed }
    return { said: result.reason, ...again }
  }
  return openToEarlier ? 'wishes-saved' : 'wish-off'
})

const moveSchema = z.object({ with: z.guid(), to: plannedInstant })

/** Moves the visit to a time that its patient chose. The link dies with it: the answer leads to the new one. */
export const moveVisit = tokenAction('visit', 'visit', moveSchema, async (link, input) => {
  const found = await visitBehind(link)
  if (!found) return null
  const { context, appointmentId, version, visit } = found
  // The page sees by itself that it is not free.
  const again = { page: 'move', shows: { with: input.with, to: input.to } }
  const chosen = await inClinic(link.clinicId, async (tx, now) => {
    const { clinic, appointment } = visit
    const allowed = selfMove(appointment.startsAt, clinic.selfMoveHours, now)
    if (!allowed.may) return null
    const everybody = await activePractitioners(tx, clinic.id)
    return chosenTime(tx, visit, now, { ...input, from: allowed.from, everybody })
  })
  if (!chosen) return again
  const result = await moveAppointment(context, {
    appointmentId,
    version,
    practitionerId: chosen.practitioner.id,
    start: chosen.chosen,
    overHold: false,
  })
  if (result.ok) {
    const { version: next } = result.value
    const token = tokenFor('visit', appointmentId, next, visit.patient.linksEpoch)
    return { link: `/visit/${token}`, said: 'moved' }
  }
  if (gone.includes(result.reason)) return again
  // The page says by itself that the visit has moved, or that it is too late, or was often enough.
  return result.reason === 'changed-meanwhile' ? null : { page: 'move' }
})

/** Refusals of a move that mean: not this time, but another. */
const gone: Reason[] = ['taken', 'held', 'not-free-any-more', 'outside-hours', 'past', 'not-found']

/** The visit that a link is for, as long as it has not moved since, and in whose name it is changed. */
async function visitBehind({ clinicId, appointmentId, appointmentVersion: version }: TokenRow) {
  if (!appointmentId || !version) return null
  const visit = await inClinic(clinicId, (tx) => visitOfPatient(tx, clinicId, appointmentId))
  if (!visit || visit.appointment.version !== version) return null
  const { patient } = visit
  const actor = { kind: 'patient', id: patient.id, name: personName(patient) } as const
  return { visit, appointmentId, version, context: { clinicId, actor } }
}
