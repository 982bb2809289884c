import { sweepFunction } from './sweep-function'

/** Asks patients whose visit is near whether they are coming, at each clinic's own time of day. */
export const confirmUpcoming = sweepFunction('confirm-upcoming')
