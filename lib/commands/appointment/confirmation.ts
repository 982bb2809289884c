import type { ConfirmedHow } from '@/lib/domain/visit-facts'
import type { Change } from '../change'
import type { Appointment } from '../opening/openings'

/** What a visit's row says of whether it is confirmed. */
export type Confirmation = Pick<
  Appointment,
  'status' | 'confirmedAt' | 'confirmedBy' | 'confirmedHow'
>

/** Confirmed now, by whoever makes this change. */
export function confirmed({ now, context }: Change, how: ConfirmedHow): Confirmation {
  const { kind } = context.actor
  return { status: 'confirmed', confirmedAt: now, confirmedBy: kind, confirmedHow: how }
}

/** Booked, and not confirmed (any more). */
export const unconfirmed: Confirmation = {
  status: 'booked',
  confirmedAt: null,
  confirmedBy: null,
  confirmedHow: null,
}
