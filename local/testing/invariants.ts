import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import type { World } from './factories'

// What there must never be any of in a clinic, whatever was done to it.

/**
 * Looks for what must not be, on a connection of its own that plans each question only once; as the
 * superuser whose address it is, it takes the app's role, and so sees one clinic.
 */
export function witness(superuserUrl: string) {
  const connection = { plan_cache_mode: 'force_generic_plan', jit: 'off' }
  const client = postgres(superuserUrl, { max: 1, onnotice: () => {}, connection })
  return {
    /** Those of the invariants of which some were found, with their rows. */
    async broken({ clinicId }: Pick<World, 'clinicId'>, invariants: Record<string, SQL>) {
      const each = Object.entries(invariants).map(
        ([what, query]) =>
          sql`select ${sql.raw(`'${what}'`)} as what, to_jsonb(q) as row from (${query}) q`,
      )
      const { sql: text, params } = dialect.sqlToQuery(sql.join(each, sql` union all `))
      const rows = await client.begin(async (tx) => {
        await tx`select set_config('role', 'medcal_app', true), set_config('app.clinic_id', ${clinicId}, true)`
        return tx.unsafe<{ what: string; row: unknown }[]>(text, params as string[], {
          prepare: true,
        })
      })
      const found: Record<string, unknown[]> = {}
      for (const { what, row } of rows) found[what] = [...(found[what] ?? []), row]
      return found
    },
    close: () => client.end({ timeout: 5 }),
  }
}

const dialect = new PgDialect()

const active = sql`('booked', 'confirmed')`

/** The range that a visit or an opening takes: `o` with the buffers of its type `t`. */
const during = sql`tstzrange(o.starts_at - make_interval(mins => t.buffer_before_minutes),
  o.ends_at + make_interval(mins => t.buffer_after_minutes))`

/** Of the rows as they are. */
export const never = {
  'offers to another patient than their visit’s': sql`select f.id, f.state from offers f
      join appointments a on a.id = f.appointment_id where f.patient_id <> a.patient_id`,
  'visits of a patient who was merged': sql`select a.id, a.status from appointments a
      join patients p on p.id = a.patient_id where p.merged_into is not null`,
  'merged patients who are known, or of one who was merged': sql`select p.id from patients p
      left join patients kept on kept.id = p.merged_into
      where p.merged_into is not null and (kept.merged_into is not null
        or p.given_name || p.family_name || p.email || p.phone <> '' or p.birth_date is not null)`,
  'waits that began after offers were stopped': sql`select e.id from waitlist_entries e
      join patients p on p.id = e.patient_id where e.until is null and e.since > p.offers_stopped_at`,
  'waits of another patient or type than their visit’s, or of a time that it has not': sql`select e.id from waitlist_entries e
      join appointments a on a.id = e.appointment_id
      where e.patient_id <> a.patient_id or e.type_id <> a.type_id or e.until is null and e.earlier_than <> a.starts_at`,
  'waits of visits that are over, and visits without theirs that are not': sql`select e.id, e.ended_why, a.status
      from waitlist_entries e join appointments a on a.id = e.appointment_id
      where case e.ended_why when 'visit-cancelled' then a.status <> 'cancelled'
        when 'visit-attended' then a.status not in ('arrived', 'fulfilled', 'noshow')
        else e.until is null and a.status not in ${active} end`,
  'offers of another wait than their visit’s': sql`select f.id from offers f
      join waitlist_entries e on e.id = f.entry_id
      where e.appointment_id <> f.appointment_id or f.state = 'pending' and e.until is not null`,
  'overlapping slots': sql`select a.id from slots a join slots b on a.practitioner_id = b.practitioner_id
      and a.id < b.id and a.during && b.during`,
  'visits without exactly their slot, cancelled ones with one': sql`select o.id, o.status, s.during from appointments o
      join appointment_types t on t.id = o.type_id
      left join slots s on s.appointment_id = o.id
      where case when o.status = 'cancelled' then s.id is not null else s.id is null
        or s.practitioner_id <> o.practitioner_id or lower(s.during) <> lower(${during})
        or case when o.status = 'noshow' then upper(s.during) > upper(${during}) else s.during <> ${during} end end`,
  'openings whose state, pending offers and hold do not agree': sql`
      select o.id, o.state, f.pending, f.at_once, s.during from openings o
      join appointment_types t on t.id = o.type_id
      left join slots s on s.opening_id = o.id,
      lateral (select count(*) as pending, min(asked_at_once) as at_once from offers f
        where f.opening_id = o.id and f.state = 'pending') f
      where (f.pending > 0) <> (o.state = 'offering') or f.pending > f.at_once
        or (s.id is not null) <> (o.state = 'offering')
        or s.practitioner_id <> o.practitioner_id or s.during <> ${during}`,
  'openings that are asked about, yet nobody is left to ask': sql`select id from openings
      where state = 'offering' and exhausted_at is not null`,
  'open openings whose time, with its buffers, is not free': sql`select o.id, o.source, s.kind, s.during from openings o
      join appointment_types t on t.id = o.type_id
      join slots s on s.practitioner_id = o.practitioner_id and s.during && ${during}
      where o.state = 'open'`,
  'times that are open twice': sql`select o.id, o.source, p.id as other, p.source as other_source from openings o
      join appointment_types t on t.id = o.type_id
      join openings p on p.practitioner_id = o.practitioner_id and p.id <> o.id and p.state in ('open', 'offering')
      join appointment_types u on u.id = p.type_id
      where o.state in ('open', 'offering') and ${during} && tstzrange(
        p.starts_at - make_interval(mins => u.buffer_before_minutes),
        p.ends_at + make_interval(mins => u.buffer_after_minutes))`,
  'patients who hold two offers': sql`select patient_id from offers where state = 'pending'
      group by patient_id having count(*) > 1`,
  'pending offers that cannot be accepted': sql`select f.id, a.status, a.version, f.appointment_version from offers f
      join appointments a on a.id = f.appointment_id join openings o on o.id = f.opening_id
      where f.state = 'pending' and (a.version <> f.appointment_version or a.status not in ${active}
        or a.starts_at <> f.from_starts_at or a.patient_id <> f.patient_id)`,
  'pending offers of a time at which their patient has another visit': sql`select f.id, b.id as other, b.status from offers f
      join appointments a on a.id = f.appointment_id join openings o on o.id = f.opening_id
      join appointments b on b.patient_id = f.patient_id and b.id <> a.id and b.status in ('booked', 'confirmed', 'arrived')
      where f.state = 'pending' and b.starts_at < o.starts_at + (a.ends_at - a.starts_at) and b.ends_at > o.starts_at`,
  'offers of a time that is no earlier, or that their patient left': sql`select f.id from offers f
      join openings o on o.id = f.opening_id
      where o.starts_at >= f.from_starts_at or o.left_by = f.appointment_id`,
  'offers that count as asked, though they did not get there': sql`select id, closed_why from offers
      where reached and closed_why in ('undeliverable', 'not-taken')`,
  'offers that end after their opening begins': sql`select f.id from offers f join openings o on o.id = f.opening_id
      where f.expires_at > o.starts_at`,
  'offers accepted after their time but not as late': sql`select id, closed_why from offers
      where state = 'accepted' and closed_why is distinct from 'late' and closed_at >= expires_at`,
  'late answers to what had begun, or was held for another': sql`select f.id from offers f
      join openings o on o.id = f.opening_id
      where f.state = 'accepted' and (f.closed_at >= o.starts_at or f.closed_why = 'late' and exists (
        select from offers g where g.opening_id = f.opening_id and g.closed_why = 'given-to-another'))`,
  // Of one that seemed not to arrive, at any time after that.
  'offers declined or ended at the wrong time': sql`select id, state from offers f
      where state = 'expired' and closed_at < expires_at or state = 'declined' and closed_at >= expires_at
        and not exists (select from audit where opening_id = f.opening_id and action = 'offer.withdrawn'
          and details ->> 'offerId' = f.id::text and details ->> 'why' in ('undeliverable', 'not-taken'))`,
  'accepted offers whose opening was not filled by them': sql`select f.id from offers f join openings o on o.id = f.opening_id
      where f.state = 'accepted' and (o.state <> 'filled' or o.filled_by <> f.appointment_id
        or o.closed_why <> 'accepted' or f.closed_at > o.closed_at)`,
  'openings filled by nobody': sql`select o.id from openings o
      where (o.state = 'filled') <> (o.filled_by is not null) or o.closed_why = 'accepted'
        and not exists (select from offers f where f.opening_id = o.id and f.state = 'accepted')`,
  'chains that lead nowhere': sql`select o.id from openings o left join openings p on p.id = o.parent_id
      where not exists (select from openings c where c.id = o.chain_id and c.depth = 0)
        or (o.source in ('accepted', 'remainder')) <> (o.depth > 0)
        or o.depth <> coalesce(p.depth + 1, 0) or p.chain_id <> o.chain_id or p.closed_why <> 'accepted'`,
  'chains that loop': sql`select o.id from openings o join openings p on p.id = o.parent_id
      where o.source = 'accepted' and o.made_of = '{}'
        and (p.filled_by <> o.left_by or p.starts_at >= o.starts_at)`,
  'remainders of what was not filled': sql`select o.id from openings o join openings p on p.id = o.parent_id
      where o.source = 'remainder' and o.made_of = '{}' and (p.practitioner_id <> o.practitioner_id
        or o.starts_at <= p.starts_at or o.ends_at > p.ends_at + interval '30 minutes')`,
  'openings whose time their visit had in no version': sql`select o.id from openings o
      join appointments a on a.id = o.left_by where o.left_by_version not between 1 and a.version`,
  'openings made of what was not reshaped, or that are not in its place': sql`select o.id from openings o
      cross join unnest(o.made_of) with ordinality made (id, nth)
      left join openings m on m.id = made.id and m.closed_why = 'reshaped' and m.made_of = '{}'
      where m.id is null or m.practitioner_id <> o.practitioner_id or made.nth = 1
        and (m.chain_id, m.depth, m.parent_id, m.left_by, m.left_by_version, m.source)
          is distinct from (o.chain_id, o.depth, o.parent_id, o.left_by, o.left_by_version, o.source)`,
  'more than one message of a version, kind and stage': sql`select appointment_id from messages
      group by appointment_id, appointment_version, kind, stage having count(*) > 1`,
  'offers without their mail': sql`select f.id from offers f where not exists (
      select from messages m where m.offer_id = f.id and m.kind = 'offer' and m.appointment_id = f.appointment_id)`,
  'absences that do not take what is free of them': sql`select a.id, minute from absences a,
      generate_series(a.starts_at, a.ends_at - interval '1 minute', interval '5 minutes') minute
      where not exists (select from slots s where s.practitioner_id = a.practitioner_id and s.during @> minute)`,
  'offers whose audit does not tell their life': sql`select f.id, f.state, f.closed_why, a.made, a.ended from offers f,
      lateral (select count(*) filter (where action = 'offer.made') as made,
        array_agg(action order by id) filter (where action <> 'offer.made') as ended
        from audit where opening_id = f.opening_id and details ->> 'offerId' = f.id::text) a
      where made <> 1 or case when f.closed_why = 'late'
          then ended <> array['offer.expired', 'offer.accepted'] and ended <> array['offer.withdrawn', 'offer.accepted']
        when f.state = 'declined' and ended = array['offer.withdrawn', 'offer.declined'] then false
        else coalesce(ended, '{}') <> case when f.state = 'pending' then '{}' else array['offer.' || f.state] end end`,
  'visits whose audit tells otherwise who cancelled, confirmed or moved them': sql`
      select a.id, a.status, a.cancelled_by, a.cancelled_for, a.confirmed_by, a.confirmed_how, a.version, a.time_since_version
      from appointments a
      left join lateral (select actor_kind, details ->> 'by' as whose from audit
        where appointment_id = a.id and action = 'appointment.cancelled' order by id desc limit 1) gone on a.status = 'cancelled'
      left join lateral (select actor_kind from audit
        where appointment_id = a.id and (action = 'appointment.confirmed'
          or details ->> 'confirmed' = 'true' and not details ? 'back') order by id desc limit 1) came on a.confirmed_at is not null
      cross join lateral (select 1 + count(*) as version, 1 + coalesce(max(n) filter (where moved), 0) as placed
        from (select action <> 'appointment.reinstated' as moved, row_number() over (order by id) as n from audit
          where appointment_id = a.id and action in ('appointment.moved', 'offer.accepted', 'appointment.reinstated')) steps) told
      where (a.cancelled_by, a.cancelled_for) is distinct from (gone.actor_kind, gone.whose)
        or a.confirmed_by is distinct from came.actor_kind
        or (a.version, a.time_since_version) <> (told.version, told.placed)`,
  'openings whose audit does not tell their life': sql`select o.id, o.state, a.opened, a.ended from openings o,
      lateral (select count(*) filter (where action = 'opening.opened') as opened,
        count(*) filter (where action = 'opening.' || o.state and action <> 'opening.opened'
          or action = 'offer.accepted') as ended from audit where opening_id = o.id) a
      where opened <> 1 or ended <> (o.state not in ('open', 'offering'))::int`,
  'ends that nobody hears of': sql`select f.id, f.state::text from offers f where f.state <> 'pending' and not exists (
      select from outbox e where e.name = 'offer/closed' and e.data ->> 'offerId' = f.id::text)
    union all select o.id, 'opened' from openings o where not exists (
      select from outbox e where e.name = 'opening/opened' and e.data ->> 'openingId' = o.id::text)`,
} satisfies Record<string, SQL>

/** Once the safety net has looked. */
export const neverTended = {
  'offers past their time': sql`select id from offers where state = 'pending' and expires_at <= now()`,
  'openings that have begun': sql`select id from openings where state in ('open', 'offering') and starts_at <= now()`,
} satisfies Record<string, SQL>

/** Of what came of a step alone: what was not there before it. */
export function neverNew(before: { offers: { id: string }[]; openings: { id: string }[] }) {
  const but = (rows: { id: string }[]) =>
    sql`not in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(rows.map(({ id }) => id))}::text::jsonb))`
  const made = (broken: SQL) => sql`
    select f.id, f.state, f.offered_at, f.expires_at, o.starts_at, a.starts_at as from_starts_at from offers f
    join openings o on o.id = f.opening_id
    join appointments a on a.id = f.appointment_id
    join waitlist_entries e on e.id = f.entry_id
    join patients p on p.id = f.patient_id
    join appointment_types t on t.id = o.type_id
    join appointment_types u on u.id = a.type_id
    join clinics c on c.id = f.clinic_id
    where f.id ${but(before.offers)} and (${broken})`
  const clock = (instant: SQL) => sql`((${instant}) at time zone c.time_zone)`
  const quiet = (instant: SQL) => sql`coalesce(case when c.quiet_from < c.quiet_until
      then ${clock(instant)}::time >= c.quiet_from and ${clock(instant)}::time < c.quiet_until
      else ${clock(instant)}::time >= c.quiet_from or ${clock(instant)}::time < c.quiet_until end, false)`
  return {
    'offers while offers are off': made(sql`not c.offers_on`),
    'offers in quiet hours': made(sql`${quiet(sql`f.offered_at`)}
      or ${quiet(sql`f.expires_at - interval '1 millisecond'`)}`),
    'offers while no mail goes out': made(
      sql`c.mail_fails_since is not null and c.mail_tried_at <> f.offered_at`,
    ),
    'offers of another type, or of too little time': made(sql`
      (a.type_id <> t.id and not a.type_id = any(t.also_fits_type_ids))
      or u.buffer_before_minutes > t.buffer_before_minutes
      or o.starts_at + (a.ends_at - a.starts_at) + make_interval(mins => u.buffer_after_minutes)
        > o.ends_at + make_interval(mins => t.buffer_after_minutes)`),
    'offers of too little gain':
      made(sql`${clock(sql`f.from_starts_at`)}::date - ${clock(sql`o.starts_at`)}::date
      < coalesce(e.wish_min_gain_days, c.min_gain_days)`),
    'offers against a wish': made(sql`${clock(sql`o.starts_at`)}::date < e.wish_not_before
      or cardinality(e.wish_practitioner_ids) > 0 and not o.practitioner_id = any(e.wish_practitioner_ids)
      or cardinality(e.wish_weekdays) > 0
        and not extract(isodow from ${clock(sql`o.starts_at`)}) = any(e.wish_weekdays)
      or cardinality(e.wish_times) > 0 and not (case when ${clock(sql`o.starts_at`)}::time < '12:00' then 'morning'
        when ${clock(sql`o.starts_at`)}::time < '17:00' then 'afternoon' else 'evening' end)::time_of_day = any(e.wish_times)`),
    'offers that leave too little notice': made(sql`
      f.expires_at > o.starts_at - make_interval(mins => e.wish_notice_minutes)`),
    'offers that are held too short or too long': made(sql`
      f.expires_at < f.offered_at + make_interval(mins => least(c.shortest_hold_minutes, c.hold_minutes))
      or c.quiet_from is null and f.expires_at > f.offered_at + make_interval(mins => c.hold_minutes)`),
    'offers beyond the cap':
      made(sql`c.cap_offers < (select count(*) from offers g where g.patient_id = f.patient_id
      and g.offered_at > now() - make_interval(days => c.cap_days) and g.reached)`),
    'offers to who cannot be asked': made(
      sql`p.bounced_at is not null or p.offers_stopped_at is not null`,
    ),
    'offers at once beyond the batch': made(sql`
      (select count(*) from offers g where g.opening_id = f.opening_id and g.state = 'pending')
      > case when o.starts_at - f.offered_at <= make_interval(hours => c.batch_within_hours) then c.batch_size else 1 end`),
    'offers of what was offered to the patient before': made(sql`exists (select from offers g
      where g.opening_id = f.opening_id and g.patient_id = f.patient_id and g.id <> f.id
        and g.closed_why is distinct from 'undeliverable')`),
    'offers outside working hours': made(sql`
      not exists (select from offers g where g.opening_id = f.opening_id and g.state = 'pending' and g.offered_at < f.offered_at)
      and not exists (select from working_hours h where h.practitioner_id = o.practitioner_id
        and h.weekday = extract(isodow from ${clock(sql`o.starts_at`)})
        and h.starts_at <= ${clock(sql`o.starts_at`)}::time and (h.ends_at = '24:00' or h.ends_at
          >= ${clock(sql`o.starts_at`)}::time + (o.ends_at - o.starts_at)))`),
    'openings deeper than the clinic wants': sql`select o.id from openings o join clinics c on c.id = o.clinic_id
      where o.id ${but(before.openings)} and o.depth > c.chain_depth and o.made_of = '{}'`,
    'openings that had begun': sql`select o.id from openings o
      where o.id ${but(before.openings)} and o.starts_at <= o.created_at`,
  } satisfies Record<string, SQL>
}
