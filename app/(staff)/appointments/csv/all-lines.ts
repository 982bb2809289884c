import { csvHead, csvLines } from '@/components/appointments/csv'
import { inClinic } from '@/db/client'
import {
  type AppointmentFilter,
  type AppointmentOrder,
  listAppointments,
} from '@/db/queries/appointment/appointments'

/**
 * All appointments that a filter means, as a CSV file in pieces of `batch` rows: neither cut nor held
 * whole. The first piece has rows too, so that whoever waits for it knows whether there is a file.
 */
export async function* allLines(
  clinic: { id: string; timeZone: string },
  filter: AppointmentFilter,
  order: AppointmentOrder,
  batch = 2000,
): AsyncGenerator<string> {
  let head = csvHead
  for (let offset = 0; ; offset += batch) {
    const page = { ...order, limit: batch, offset }
    const rows = await inClinic(clinic.id, (tx) => listAppointments(tx, clinic.id, filter, page))
    yield head + csvLines(rows, clinic.timeZone)
    head = ''
    if (rows.length < batch) return
  }
}
