import { inngest, stepsAtOnce } from '@/inngest/client'
import { events } from '@/inngest/events'
import { pauseFor } from '@/inngest/pause'
import { sendMessage } from '@/lib/commands/mail/send'
import { post } from '@/lib/mail/post'

/** How often it waits for the message's time before it leaves it to the tick. */
const mostTurns = 20

/**
 * Sends one queued email when its time has come: after quiet hours where it can wait, and again
 * where the mail server did not take it. The message's row says when; what is not in a step is run
 * again after each wait, and is safe to be: it sends nothing twice, and nothing before its time.
 */
export const sendMessageFunction = inngest.createFunction(
  {
    id: 'send-message',
    triggers: [{ event: 'message/queued' }],
    concurrency: { limit: stepsAtOnce },
  },
  async ({ event, step }) => {
    const { clinicId, messageId } = events['message/queued'].parse(event.data)
    for (let turn = 1; turn <= mostTurns; turn++) {
      const answer = await sendMessage(clinicId, messageId, post)
      if (!answer.ok || answer.value.waitMs === undefined) return answer
      await step.sleep(`until-due-${turn}`, pauseFor(answer.value.waitMs))
    }
    return { ok: true, value: { state: 'queued' } }
  },
)
