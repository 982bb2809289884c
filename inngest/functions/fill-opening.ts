import { inngest } from '@/inngest/client'
import { events } from '@/inngest/events'
import { pauseFor } from '@/inngest/pause'
import { system } from '@/lib/commands/change'
import { offerOpening } from '@/lib/commands/offer/offer-opening'

/** More turns than any waitlist needs; the next sweep goes on from there. */
const mostTurns = 200

/**
 * Finds a patient for an opening: offers it, waits for an answer as long as it is held, and asks
 * the next, which closes what is past its time. The rows decide; this only wakes up, re-reads and
 * calls a command. In quiet hours it ends: the tick begins anew when they are over.
 */
export const fillOpening = inngest.createFunction(
  {
    id: 'fill-opening',
    triggers: [{ event: 'opening/opened' }],
    concurrency: { key: 'event.data.openingId', limit: 1 },
  },
  async ({ event, step }) => {
    const { clinicId, openingId } = events['opening/opened'].parse(event.data)
    const context = { clinicId, actor: system }
    let seen = ''
    for (let turn = 1; turn <= mostTurns; turn++) {
      const answer = await step.run(`offer-${turn}`, () => offerOpening(context, { openingId }))
      if (answer.ok && answer.value.state === 'early') {
        await step.sleep(`until-due-${turn}`, pauseFor(answer.value.waitMs))
        continue
      }
      if (!answer.ok || answer.value.state !== 'offered') return answer
      const { offerIds, until } = answer.value
      // The first of them is past its time here and not by the database's clock, which decides:
      // the tick goes by that one and starts anew. To go on here would mean to ask without a pause.
      if (seen === offerIds.join()) return answer
      seen = offerIds.join()
      await step.waitForEvent(`answer-${turn}`, {
        event: 'offer/closed',
        if: offerIds.map((id) => `async.data.offerId == '${id}'`).join(' || '),
        // Engines round: at the very end it could still be pending.
        timeout: new Date(Date.parse(until) + 1000),
      })
    }
    return { ok: true, value: { state: 'turns-used-up' } }
  },
)
