import { sweepFunction } from './sweep-function'

/** Looks again for patients for every opening of the coming days that is still free. */
export const rescheduleCancelled = sweepFunction('reschedule-cancelled')
