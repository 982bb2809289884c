import { inngest } from '@/inngest/client'
import { events } from '@/inngest/events'
import { expireOffer } from '@/lib/commands/end-offer'
import { offerOpening } from '@/lib/commands/offer-opening'

/** More turns than any waitlist needs; the next sweep goes on from there. */
const mostTurns = 200

/**
 * Finds a patient for an opening: offers it, waits for the answer as long as it is held, closes
 * the offer, and asks the next. The rows decide; this only wakes up, re-reads and calls a command.
 */
export const fillOpening = inngest.createFunction(
  {
    id: 'fill-opening',
    triggers: [{ event: 'opening/opened' }],
    concurrency: { key: 'event.data.openingId', limit: 1 },
  },
  async ({ event, step }) => {
    const { clinicId, openingId } = events['opening/opened'].parse(event.data)
    const context = { clinicId, actor: { kind: 'system', name: 'Medcal' } as const }
    let asked = ''
    for (let turn = 1; turn <= mostTurns; turn++) {
      const answer = await step.run(`offer-${turn}`, () => offerOpening(context, { openingId }))
      if (!answer.ok || answer.value.state !== 'offered') return answer
      const { offerId, expiresAt } = answer.value
      // Past its time here and not by the database's clock, which decides: `expire-offers` goes by
      // that one and starts anew. To go on here would mean to ask without a pause.
      if (offerId === asked) return answer
      asked = offerId
      await step.waitForEvent(`answer-${turn}`, {
        event: 'offer/closed',
        if: `async.data.offerId == '${offerId}'`,
        timeout: new Date(expiresAt),
      })
      await step.run(`close-${turn}`, () => expireOffer(context, { offerId, reopen: false }))
    }
    return { ok: true, value: { state: 'turns-used-up' } }
  },
)
