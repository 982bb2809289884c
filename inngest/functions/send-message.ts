import { inngest } from '@/inngest/client'
import { events } from '@/inngest/events'
import { giveUpMessage, sendMessage } from '@/lib/commands/send-message'
import { post } from '@/lib/mail/post'

/** Sends one queued mail; a mail server that does not answer is tried again for some hours. */
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
    const { clinicId, messageId } = events['message/queued'].parse(event.data)
    return step.run('send', () => sendMessage(clinicId, messageId, post))
  },
)
