import { Readable } from 'node:stream'
import { readQuery } from '@/components/appointments/address'
import { filterOf } from '@/components/appointments/filter'
import { inClinic } from '@/db/client'
import { noteListSaved } from '@/lib/commands/patient/note-look'
import { dayOf } from '@/lib/domain/time'
import { requireStaff } from '@/lib/session'
import { allLines } from './all-lines'

/** The list as the page shows it, all pages, as a file; that it was saved is noted. */
export async function GET(request: Request): Promise<Response> {
  const { clinic, context } = await requireStaff('calendar.view')
  const address = readQuery(new URL(request.url).searchParams)
  await noteListSaved(context)
  const today = await inClinic(clinic.id, async (_, now) => dayOf(now, clinic.timeZone))
  const filter = filterOf(address, today, clinic.timeZone)
  const lines = allLines(clinic, filter, { by: address.sort, direction: address.dir })
  // What cannot be read is an error here, not a file that breaks off.
  const first = await lines.next()
  const bytes = Readable.from(after(first, lines)).map((piece: string) => Buffer.from(piece))
  return new Response(Readable.toWeb(bytes) as ReadableStream, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="appointments-${today}.csv"`,
      'Cache-Control': 'no-store',
    },
  })
}

async function* after(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  if (!first.done) yield first.value
  yield* rest
}
