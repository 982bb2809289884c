import { confirmUpcoming } from './confirm-upcoming'
import { fillOpening } from './fill-opening'
import { rescheduleCancelled } from './reschedule-cancelled'
import { eraseExpiredFunction, expireOffers, relayOutboxFunction } from './safety-net'
import { sendMessageFunction } from './send-message'

/** Every durable function, as served at /api/inngest. */
export const functions = [
  confirmUpcoming,
  rescheduleCancelled,
  fillOpening,
  sendMessageFunction,
  relayOutboxFunction,
  expireOffers,
  eraseExpiredFunction,
]
