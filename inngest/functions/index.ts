import { confirmUpcoming } from './confirm-upcoming'
import { fillOpening } from './fill-opening'
import { rescheduleCancelled } from './reschedule-cancelled'
import { sendMessageFunction } from './send-message'
import { tick } from './tick'

/** Every durable function, as served at /api/inngest. */
export const functions = [
  confirmUpcoming,
  rescheduleCancelled,
  fillOpening,
  sendMessageFunction,
  tick,
]
