import { inngest } from '@/inngest/client'
import { events } from '@/inngest/events'
import { giveUpMessage, sendMessage } from '@/lib/commands/send-message'
import { post } from '@/lib/mail/post'

/** Sends one queued mail, when it may go out; a mail server that does not answer is tried again for some hours. */
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
    return step.run('send', () => sendMessage(clinicId, messageId, post))
  },
)
