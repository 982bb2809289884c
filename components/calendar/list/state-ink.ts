import type { Visit } from '@/db/queries/appointment/calendar'

/** The colour of a state's glyph and word on a plain ground. */
export const stateInk: Record<Visit['status'], string> = {
  booked: 'text-ink',
  confirmed: 'text-confirmed-ink',
  arrived: 'text-arrived-soft-ink',
  fulfilled: 'text-fulfilled-ink',
  noshow: 'text-noshow-ink',
}
