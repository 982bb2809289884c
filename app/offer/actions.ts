'use server'

import { z } from 'zod'
import { inClinic } from '@/db/client'
import { offerOfPatient } from '@/db/queries/patient-pages'
import { acceptOffer } from '@/lib/commands/accept-offer'
import { declineOffer } from '@/lib/commands/end-offer'
import { setWaitlist } from '@/lib/commands/set-waitlist'
import { personName } from '@/lib/domain/format'
import { tokenAction } from '@/lib/token-action'

const answerSchema = z.object({ answer: z.enum(['accept', 'decline', 'ask-no-more', 'ask-again']) })

/** The patient's answer on the offer's page. Any answer twice gives the first answer's page. */
export const answerOffer = tokenAction('offer', 'offer', answerSchema, async (link, { answer }) => {
  const { clinicId, offerId } = link
  if (!offerId) return 'failed'
  const found = await inClinic(clinicId, (tx) => offerOfPatient(tx, clinicId, offerId))
  if (!found) return 'failed'
  const { patient, appointment } = found.visit
  const context = {
    clinicId,
    actor: { kind: 'patient', id: patient.id, name: personName(patient) } as const,
  }
  switch (answer) {
    case 'accept': {
      const result = await acceptOffer(context, { offerId })
      return result.ok ? null : result.reason
    }
    case 'decline': {
      const result = await declineOffer(context, { offerId })
      if (result.ok) return null
      // After its end there is nothing left to decline: they keep their time as it is.
      return result.reason === 'expired' ? 'kept' : result.reason
    }
    default: {
      const openToEarlier = answer === 'ask-again'
      const wish = { appointmentId: appointment.id, openToEarlier, wishes: null, priority: null }
      const result = await setWaitlist(context, wish)
      return result.ok ? (openToEarlier ? 'wish-on' : 'wish-off') : result.reason
    }
  }
})
