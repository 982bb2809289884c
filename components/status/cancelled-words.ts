import type { ListedAppointment } from '@/db/queries/appointment/appointments'

/** Who wanted a visit cancelled, and whether staff did it for them. */
export function cancelledWords({
  cancelledFor,
  cancelledBy,
}: Pick<ListedAppointment, 'cancelledFor' | 'cancelledBy'>): string {
  if (cancelledFor !== 'patient') return 'Cancelled by clinic'
  return cancelledBy === 'patient' ? 'Cancelled by patient' : 'Cancelled for patient'
}
