'use server'

import { z } from 'zod'
import { wishFieldsSchema, wishForm } from '@/components/patient/typed-wishes'
import { inClinic } from '@/db/client'
import { offerOfPatient, type PatientVisit } from '@/db/queries/patient/pages'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { declineOffer, type Wish } from '@/lib/commands/offer/end'
import { setWaitlist } from '@/lib/commands/waitlist/set'
import { personName } from '@/lib/domain/format'
import { sentWord } from '@/lib/domain/plain-text'
import type { Reason } from '@/lib/domain/result'
import { readWishes, type WishProblem, wishesKey } from '@/lib/domain/wish-form'
import { tokenAction } from '@/lib/token-action'

const answerSchema = z.object({
  answer: z.enum(['accept', 'decline', 'ask-no-more', 'ask-again']),
  stop: z.literal('on').optional(),
  times: wishFieldsSchema.times,
  notBefore: wishFieldsSchema.notBefore,
  /** What the page showed of these; missing where it had no such fields. */
  shown: sentWord(200).optional(),
})

/** The patient's answer on the offer's page. Any answer twice gives the first answer's page. */
export const answerOffer = tokenAction('offer', 'offer', answerSchema, async (link, input) => {
  const { clinicId, offerId } = link
  if (!offerId) return 'failed'
  const found = await inClinic(clinicId, (tx) => offerOfPatient(tx, clinicId, offerId))
  if (!found) return 'failed'
  const { patient, appointment } = found.visit
  const context = {
    clinicId,
    actor: { kind: 'patient', id: patient.id, name: personName(patient) } as const,
  }
  switch (input.answer) {
    case 'accept': {
      const result = await acceptOffer(context, { offerId })
      return result.ok ? null : shownByPage.includes(result.reason) ? result.reason : 'failed'
    }
    case 'decline': {
      const { times, notBefore } = input
      const read = wishOf(input, found.visit)
      const problem = typeof read === 'string' ? read : null
      const wish = typeof read === 'string' ? null : read
      const result = await declineOffer(context, { offerId, wish })
      // Their answer counts; what is wrong with the wish stands above the page that says so.
      if (problem) return { said: problem, shows: { times, notBefore } }
      // After its end there is nothing left to decline: they keep their time as it is.
      if (!result.ok) return result.reason === 'expired' ? 'kept' : result.reason
      if (result.value) return { said: result.value.unsaved.reason, shows: { times, notBefore } }
      return wish && (wish.openToEarlier ? 'wishes-saved' : 'wish-off')
    }
    default: {
      const openToEarlier = input.answer === 'ask-again'
      const { appointmentVersion: version } = found.offer
      const stop = !openToEarlier
      const wish = { appointmentId: appointment.id, version, openToEarlier, stop }
      const result = await setWaitlist(context, { ...wish, wishes: null, priority: null })
      return result.ok ? (openToEarlier ? 'wish-on' : 'wish-off') : result.reason
    }
  }
})

/** Refusals to accept after which the page says by itself what is the case. */
const shownByPage: Reason[] = [
  'not-open',
  'expired',
  'offer-withdrawn',
  'changed-meanwhile',
  'clash',
]

/** What "Ask me differently" says, or null where the patient has not changed what it showed. */
function wishOf(
  { stop, shown, times, notBefore }: z.output<typeof answerSchema>,
  visit: PatientVisit,
): Wish | WishProblem | null {
  if (stop) return { openToEarlier: false, wishes: null, stop: true }
  if (shown === undefined) return null
  const read = readWishes({ times, notBefore }, wishForm(visit))
  if (!read.ok) return read.problem
  return wishesKey(read.wishes) === shown ? null : { openToEarlier: true, wishes: read.wishes }
}
