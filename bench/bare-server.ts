import http from 'node:http'
import postgres from 'postgres'

// What the product's pages and actions are measured beside: node:http and postgres.js alone, with
// nobody signed in, no row-level security and no rules.

const sql = postgres(process.env.BARE_DATABASE ?? '', { max: 20 })

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://bare')
  try {
    const answer = url.pathname === '/week' ? await week(url.searchParams) : await book(request)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  } catch (error) {
    response.statusCode = 500
    response.end(String(error))
  }
})
server.listen(Number(process.env.BARE_PORT), '127.0.0.1')

/** The calendar's query of a week (`visitsWithin`). */
function week(asked: URLSearchParams) {
  const clinic = asked.get('clinic') ?? ''
  const start = new Date(asked.get('start') ?? '')
  const end = new Date(asked.get('end') ?? '')
  return sql`
    select a.id, a.version, a.practitioner_id, a.type_id, t.name as type_name,
      trim(p.given_name || ' ' || p.family_name) as patient_name, a.starts_at,
      case when a.status = 'noshow' then least(a.ends_at, (select upper(s.during) from slots s
        where s.clinic_id = a.clinic_id and s.appointment_id = a.id)) else a.ends_at end as ends_at,
      a.status, a.arrived_at, a.first_starts_at,
      a.first_starts_at > a.starts_at and exists (select from offers f where f.clinic_id = ${clinic}
        and f.appointment_id = a.id and f.state = 'accepted') as came_earlier
    from appointments a
    join patients p on p.id = a.patient_id
    join appointment_types t on t.id = a.type_id
    where a.clinic_id = ${clinic} and a.practitioner_id = ${asked.get('practitioner')}
      and a.starts_at >= ${new Date(+start - 12 * 3_600_000)} and a.starts_at < ${end}
      and a.ends_at > ${start} and a.status <> 'cancelled'
    order by a.starts_at, a.id`
}

type Booking = { clinicId: string; practitionerId: string; typeId: string; patientId: string }

/** What booking writes: lock, visit, slot, audit, message, link, outbox. */
async function book(request: http.IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { start, end, ...of }: Booking & { start: string; end: string } = JSON.parse(
    Buffer.concat(chunks).toString(),
  )
  const { clinicId, practitionerId, typeId, patientId } = of
  const id = crypto.randomUUID()
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${practitionerId}, 0))`
    await tx`
      insert into appointments (id, clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at, first_starts_at)
      values (${id}, ${clinicId}, ${patientId}, ${practitionerId}, ${typeId}, ${start}, ${end}, ${start})`
    await tx`
      insert into slots (clinic_id, practitioner_id, during, kind, appointment_id)
      values (${clinicId}, ${practitionerId}, tstzrange(${start}, ${end}), 'busy', ${id})`
    await tx`
      insert into audit (clinic_id, actor_kind, actor_name, action, appointment_id, details)
      values (${clinicId}, 'staff', 'Bare', 'appointment.booked', ${id}, ${tx.json({ to: start, practitionerId })})`
    const [message] = await tx`
      insert into messages (clinic_id, kind, appointment_id, appointment_version)
      values (${clinicId}, 'booked', ${id}, 1) returning id`
    await tx`
      insert into tokens (hash, clinic_id, purpose, appointment_id, appointment_version)
      values (sha256(convert_to(${id}, 'UTF8')), ${clinicId}, 'visit', ${id}, 1)`
    await tx`
      insert into outbox (clinic_id, name, data)
      values (${clinicId}, 'message/queued', ${tx.json({ clinicId, messageId: message?.id })})`
  })
  return { ok: true, id }
}
