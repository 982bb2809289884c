import { readAddress } from '@/components/appointments/address'
import { asCsv } from '@/components/appointments/csv'
import { spanOf } from '@/components/appointments/span'
import { inClinic } from '@/db/client'
import { listAppointments } from '@/db/queries/appointments'
import { dayOf } from '@/lib/domain/time'
import { requireStaff } from '@/lib/session'

/** As many rows as one file holds. */
const most = 20_000

/** The list as the page shows it, all pages, as a file. */
export async function GET(request: Request): Promise<Response> {
  const { clinic } = await requireStaff('calendar.view')
  const params: Record<string, string[]> = {}
  for (const [name, value] of new URL(request.url).searchParams) {
    params[name] = [...(params[name] ?? []), value]
  }
  const address = readAddress(params)
  const { rows, today } = await inClinic(clinic.id, async (tx, now) => {
    const today = dayOf(now, clinic.timeZone)
    const filter = {
      text: address.q,
      statuses: address.status,
      practitionerIds: address.with,
      typeIds: address.visit,
      openToEarlier: address.earlier,
      ...spanOf(address, today, clinic.timeZone),
    }
    const order = { by: address.sort, direction: address.dir, limit: most, offset: 0 }
    return { rows: await listAppointments(tx, clinic.id, filter, order), today }
  })
  return new Response(asCsv(rows, clinic.timeZone), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="appointments-${today}.csv"`,
      'Cache-Control': 'no-store',
    },
  })
}
