import { inngest } from '@/inngest/client'
import { events } from '@/inngest/events'
import { giveUpMessage, sendMessage } from '@/lib/commands/send-message'
import { post } from '@/lib/mail/post'

/** How often the end of quiet hours is waited for: they may be moved meanwhile. */
const mostTurns = 10

/** Sends one queued mail, in quiet hours after them where it can wait; a mail server that does not answer is tried again for some hours. */
export const sendMessageFunction = inngest.createFunction(
  {
    id: 'send-message',
    triggers: [{ event: 'message/queued' }],
    concurrency: { limit: 10 },
    retries: 10,
    onFailure: async ({ event }) => {
      const { clinicId, messageId } = events['message/queued'].parse(event.data.event.data)
      await giveUpMessage(clinicId, messageId)
    },
  },
  async ({ event, step }) => {
    const { clinicId, messageId, from } = events['message/queued'].parse(event.data)
    if (from) await step.sleepUntil('until-it-stands', from)
    for (let turn = 1; turn <= mostTurns; turn++) {
      const send = () => sendMessage(clinicId, messageId, post)
      const answer = await step.run(`send-${turn}`, send)
      if (!answer.ok || !answer.value.notBefore) return answer
      // By the database's clock, from which this one may differ a little.
      const after = new Date(Date.parse(answer.value.notBefore) + 30_000)
      await step.sleepUntil(`quiet-${turn}`, after)
    }
    return { ok: true, value: { state: 'queued' } }
  },
)
