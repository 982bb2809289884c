import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { OfferEnding, OpeningEnding, WaitEnding } from '@/lib/domain/endings'
import type { CancelledFor, ConfirmedHow, StateBeforeMove } from '@/lib/domain/visit-facts'
import {
  absences,
  actorKind,
  appointmentTypes,
  clinics,
  language,
  openingSource,
  practitioners,
} from './clinic'
import { createdAt, id, instant, tstzrange } from './columns'

export const appointmentStatus = pgEnum('appointment_status', [
  'booked',
  'confirmed',
  'arrived',
  'fulfilled',
  'noshow',
  'cancelled',
])
export const slotKind = pgEnum('slot_kind', ['busy', 'busy-tentative', 'busy-unavailable'])
export const openingState = pgEnum('opening_state', [
  'open',
  'offering',
  'filled',
  'lapsed',
  'withdrawn',
])
export const offerState = pgEnum('offer_state', [
  'pending',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
])
export const timeOfDay = pgEnum('time_of_day', ['morning', 'afternoon', 'evening'])

export const patients = pgTable(
  'patients',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    email: text('email').notNull(),
    phone: text('phone').notNull().default(''),
    birthDate: date('birth_date', { mode: 'string' }),
    language: language('language').notNull().default('en'),
    /** Set while the address takes no mail; cleared when it does again, is trusted by staff, or changes. */
    bouncedAt: instant('bounced_at'),
    /** How that is known: the mail server `refused` the address, or a mail `came-back` after it was taken. */
    bouncedWhy: text('bounced_why').$type<'refused' | 'came-back'>(),
    /** When they last agreed to be emailed offers, and who said so: they on their page, or staff on their word. */
    offersAgreedAt: instant('offers_agreed_at'),
    offersAgreedBy: text('offers_agreed_by').$type<'patient' | 'staff'>(),
    /** Since when they are emailed no offers, whatever they agreed to before; null while they may be. */
    offersStoppedAt: instant('offers_stopped_at'),
    offersStoppedBy: text('offers_stopped_by').$type<'patient' | 'staff'>(),
    /** What two patients of one name have alike; kept by the trigger `patients_name_key`. */
    nameKey: text('name_key').notNull().default(''),
    /** The patient that this one turned out to be: the row is empty then, and all that was theirs is there. */
    mergedInto: uuid('merged_into'),
    /** Since then the row holds nothing of a person: it stands for them in visits and figures. */
    erasedAt: instant('erased_at'),
    /** Their age in figures, from the first day of this year on, once their birth date is erased. */
    ageFromYear: smallint('age_from_year'),
    /** How often their links were ended: only links that were derived with this number work. */
    linksEpoch: integer('links_epoch').notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      'patients_erased',
      sql`${t.erasedAt} is null or (${t.givenName} = '' and ${t.familyName} = '' and ${t.email} = '' and ${t.phone} = '' and ${t.birthDate} is null)`,
    ),
    unique('patients_in_clinic').on(t.clinicId, t.id),
    foreignKey({ columns: [t.clinicId, t.mergedInto], foreignColumns: [t.clinicId, t.id] }),
    check('patients_merged', sql`${t.mergedInto} <> ${t.id}`),
    check(
      'patients_offers_agreed',
      sql`(${t.offersAgreedAt} is null) = (${t.offersAgreedBy} is null) and ${t.offersAgreedBy} in ('patient', 'staff')`,
    ),
    check(
      'patients_offers_stopped',
      sql`(${t.offersStoppedAt} is null) = (${t.offersStoppedBy} is null) and ${t.offersStoppedBy} in ('patient', 'staff')`,
    ),
    // With the id, so that the index alone finds all who are perhaps one person.
    index('patients_alike')
      .on(t.clinicId, t.nameKey, t.birthDate, t.id)
      .where(sql`merged_into is null`),
    index('patients_merged_into').on(t.mergedInto).where(sql`merged_into is not null`),
    index('patients_by_name').on(t.clinicId, t.familyName, t.givenName),
    index('patients_search').using(
      'gin',
      sql`(lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone)) gin_trgm_ops`,
    ),
  ],
)

/** Two patients of one name and birth date who are not the same person: staff said so. */
export const differentPatients = pgTable(
  'different_patients',
  {
    clinicId: uuid('clinic_id').notNull(),
    /** The smaller of the two ids. */
    oneId: uuid('one_id').notNull(),
    otherId: uuid('other_id').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.oneId, t.otherId] }),
    check('different_patients_order', sql`${t.oneId} < ${t.otherId}`),
    foreignKey({
      columns: [t.clinicId, t.oneId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.otherId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
  ],
)

/** Patient, practitioner, type and time. It keeps its id when it moves; `version` counts the moves. */
export const appointments = pgTable(
  'appointments',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    patientId: uuid('patient_id').notNull(),
    practitionerId: uuid('practitioner_id').notNull(),
    typeId: uuid('type_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    status: appointmentStatus('status').notNull().default('booked'),
    version: integer('version').notNull().default(1),
    /** The version with which it came to the time and practitioner that it has: links made since then are for them. */
    timeSinceVersion: integer('time_since_version').notNull().default(1),
    note: text('note').notNull().default(''),
    /** The time first booked: what an accepted earlier time is measured against. */
    firstStartsAt: instant('first_starts_at').notNull(),
    confirmedAt: instant('confirmed_at'),
    confirmedBy: actorKind('confirmed_by'),
    confirmedHow: text('confirmed_how').$type<ConfirmedHow>(),
    arrivedAt: instant('arrived_at'),
    cancelledAt: instant('cancelled_at'),
    /** Who did it: staff also cancel for patients who ring. */
    cancelledBy: actorKind('cancelled_by'),
    /** Who wanted it. */
    cancelledFor: text('cancelled_for').$type<CancelledFor>(),
    cancelReason: text('cancel_reason').notNull().default(''),
    /** What its last move changed, where staff made it: to be taken back. Null after any other move. */
    beforeMove: jsonb('before_move').$type<StateBeforeMove>(),
    createdAt: createdAt(),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [
    check('appointments_order', sql`${t.startsAt} < ${t.endsAt}`),
    check('appointments_time_since', sql`${t.timeSinceVersion} between 1 and ${t.version}`),
    check(
      'appointments_confirmed',
      sql`(${t.confirmedAt} is null) = (${t.confirmedBy} is null) and (${t.confirmedAt} is null) = (${t.confirmedHow} is null) and ${t.confirmedHow} in ('link', 'offer', 'move', 'desk')`,
    ),
    check(
      'appointments_cancelled',
      sql`(${t.status} = 'cancelled') = (${t.cancelledAt} is not null) and (${t.cancelledAt} is null) = (${t.cancelledBy} is null) and (${t.cancelledAt} is null) = (${t.cancelledFor} is null) and ${t.cancelledFor} in ('patient', 'clinic')`,
    ),
    unique('appointments_in_clinic').on(t.clinicId, t.id),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.practitionerId],
      foreignColumns: [practitioners.clinicId, practitioners.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.typeId],
      foreignColumns: [appointmentTypes.clinicId, appointmentTypes.id],
    }),
    index('appointments_by_time').on(t.clinicId, t.startsAt),
    index('appointments_by_practitioner').on(t.clinicId, t.practitionerId, t.startsAt),
    index('appointments_of_patient').on(t.clinicId, t.patientId, t.startsAt),
    // The sweep's question: booked and soon.
    index('appointments_to_confirm').on(t.clinicId, t.startsAt).where(sql`status = 'booked'`),
  ],
)

/**
 * A wait for an earlier time, from joining the waitlist until it ends. A visit waits once at a time;
 * whoever joins again has a new entry, which begins with the wishes and the place of the one before.
 * Only `lib/commands/waitlist/entries.ts` writes them.
 */
export const waitlistEntries = pgTable(
  'waitlist_entries',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    patientId: uuid('patient_id').notNull(),
    typeId: uuid('type_id').notNull(),
    /** The visit that an earlier time would replace; null where there is none. */
    appointmentId: uuid('appointment_id'),
    since: instant('since').notNull(),
    /** Null while they wait. */
    until: instant('until'),
    endedWhy: text('ended_why').$type<WaitEnding>(),
    /** Only a time before this helps: the start of the visit that it would replace. */
    earlierThan: instant('earlier_than'),
    /** Clinical priority, higher first. */
    priority: smallint('priority').notNull().default(0),
    wishPractitionerIds: uuid('wish_practitioner_ids').array().notNull().default([]),
    wishWeekdays: smallint('wish_weekdays').array().notNull().default([]),
    wishTimes: timeOfDay('wish_times').array().notNull().default([]),
    wishNoticeMinutes: integer('wish_notice_minutes').notNull().default(120),
    /** No earlier than this day of the clinic's calendar. */
    wishNotBefore: date('wish_not_before', { mode: 'string' }),
    /** Asked from so many days earlier on; null leaves it to the clinic. */
    wishMinGainDays: smallint('wish_min_gain_days'),
    /** When the patient was last asked about a time, for whichever of their waits. */
    lastOfferedAt: instant('last_offered_at'),
    /** Its place in the order of asking, higher first; kept by the trigger `waitlist_entries_rank_key`. */
    rankKey: doublePrecision('rank_key'),
  },
  (t) => [
    check('waitlist_entries_order', sql`${t.since} <= ${t.until}`),
    check('waitlist_entries_ended', sql`(${t.until} is null) = (${t.endedWhy} is null)`),
    check(
      'waitlist_entries_earlier',
      sql`(${t.appointmentId} is null) = (${t.earlierThan} is null)`,
    ),
    check('waitlist_entries_notice', sql`${t.wishNoticeMinutes} between 0 and 43200`),
    check('waitlist_entries_gain', sql`${t.wishMinGainDays} between 0 and 365`),
    unique('waitlist_entries_in_clinic').on(t.clinicId, t.id),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.typeId],
      foreignColumns: [appointmentTypes.clinicId, appointmentTypes.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.appointmentId],
      foreignColumns: [appointments.clinicId, appointments.id],
    }),
    uniqueIndex('waitlist_entries_one_waiting').on(t.appointmentId).where(sql`until is null`),
    index('waitlist_entries_of_appointment').on(t.clinicId, t.appointmentId, t.since),
    index('waitlist_entries_of_patient').on(t.clinicId, t.patientId),
    // The matching's question, in the order of rank. The migration has it INCLUDE what
    // `waiting_places` looks at, which drizzle-kit cannot write.
    index('waitlist_entries_rank')
      .on(
        t.clinicId,
        t.typeId,
        t.priority.desc().nullsFirst(),
        t.rankKey.desc().nullsFirst(),
        t.earlierThan.desc().nullsFirst(),
        t.id,
      )
      .where(sql`until is null`),
  ],
)

/** A slot that fell free and is worth filling. `startsAt`–`endsAt` is the visit's time, without buffers. */
export const openings = pgTable(
  'openings',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    practitionerId: uuid('practitioner_id').notNull(),
    typeId: uuid('type_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    state: openingState('state').notNull().default('open'),
    source: openingSource('source').notNull(),
    /**
     * The openings that it was made of, since nobody was left for them; it is not made into others
     * again. The first is the one whose place it takes: who left it, its chain and its parent are the same.
     */
    madeOf: uuid('made_of').array().notNull().default([]),
    /**
     * The appointment that left it, and the version of it that had the time: each cancellation and
     * each move ends another version. Null where no appointment had it.
     */
    leftBy: uuid('left_by'),
    leftByVersion: integer('left_by_version'),
    /** The first opening of its chain (its own id for the first), and how many moves it is away from it. */
    chainId: uuid('chain_id').notNull(),
    depth: smallint('depth').notNull().default(0),
    /** The opening before it in its chain: whoever took that left this one. Null for the first. */
    parentId: uuid('parent_id'),
    /** Offered to nobody before this instant: until then the move that left it may be taken back. */
    dueAt: instant('due_at').notNull().defaultNow(),
    /** Out of candidates at that moment; the next sweep looks again. */
    exhaustedAt: instant('exhausted_at'),
    /** Nobody is asked before this instant: the end of the clinic's quiet hours. */
    resumesAt: instant('resumes_at'),
    closedAt: instant('closed_at'),
    closedWhy: text('closed_why').$type<OpeningEnding>(),
    filledBy: uuid('filled_by'),
    createdAt: createdAt(),
  },
  (t) => [
    check('openings_order', sql`${t.startsAt} < ${t.endsAt}`),
    check('openings_closed', sql`(${t.state} in ('open', 'offering')) = (${t.closedAt} is null)`),
    check('openings_left', sql`(${t.leftBy} is null) = (${t.leftByVersion} is null)`),
    check('openings_parent', sql`(${t.depth} = 0) = (${t.parentId} is null)`),
    unique('openings_in_clinic').on(t.clinicId, t.id),
    foreignKey({
      columns: [t.clinicId, t.practitionerId],
      foreignColumns: [practitioners.clinicId, practitioners.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.typeId],
      foreignColumns: [appointmentTypes.clinicId, appointmentTypes.id],
    }),
    foreignKey({ columns: [t.clinicId, t.parentId], foreignColumns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.leftBy],
      foreignColumns: [appointments.clinicId, appointments.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.filledBy],
      foreignColumns: [appointments.clinicId, appointments.id],
    }),
    index('openings_active').on(t.clinicId, t.startsAt).where(sql`state in ('open', 'offering')`),
    index('openings_recent').on(t.clinicId, t.closedAt.desc()),
    index('openings_by_chain').on(t.clinicId, t.chainId),
    // The insights' question: what fell free in some days.
    index('openings_by_creation').on(t.clinicId, t.createdAt),
    index('openings_left_by').on(t.leftBy).where(sql`left_by is not null`),
    index('openings_filled_by').on(t.filledBy).where(sql`filled_by is not null`),
  ],
)

/** One opening held for one patient until `expiresAt`. */
export const offers = pgTable(
  'offers',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    openingId: uuid('opening_id').notNull(),
    /** The wait that it answers. */
    entryId: uuid('entry_id').notNull(),
    /** The visit that it would replace. */
    appointmentId: uuid('appointment_id').notNull(),
    patientId: uuid('patient_id').notNull(),
    appointmentVersion: integer('appointment_version').notNull(),
    state: offerState('state').notNull().default('pending'),
    /** First asked is 1. */
    turn: smallint('turn').notNull(),
    /** Which of the offers that may be pending at once: 1 for the first, up to the clinic's batch. */
    seat: smallint('seat').notNull().default(1),
    /** To how many the clinic offers this opening at once at that time: 1 means to this patient alone. */
    askedAtOnce: smallint('asked_at_once').notNull().default(1),
    /** Why this patient was chosen, for people to read: `{ reasons, gainDays, priority, waitlistedAt }`. */
    why: jsonb('why').notNull(),
    /** False once it ended without having got to its patient, who then was not asked. */
    reached: boolean('reached').notNull().default(true),
    /** When the patient had last been offered a time before: an offer that does not reach them leaves it at that. */
    lastOfferedBefore: instant('last_offered_before'),
    /** The appointment's own time when it was offered. */
    fromStartsAt: instant('from_starts_at').notNull(),
    offeredAt: instant('offered_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    closedAt: instant('closed_at'),
    closedWhy: text('closed_why').$type<OfferEnding>(),
  },
  (t) => [
    check('offers_order', sql`${t.offeredAt} < ${t.expiresAt}`),
    check('offers_closed', sql`(${t.state} = 'pending') = (${t.closedAt} is null)`),
    // Who answers has been reached, and so has who let the time to answer pass.
    check('offers_reached', sql`${t.reached} or ${t.state} = 'withdrawn'`),
    unique('offers_in_clinic').on(t.clinicId, t.id),
    foreignKey({
      columns: [t.clinicId, t.openingId],
      foreignColumns: [openings.clinicId, openings.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.entryId],
      foreignColumns: [waitlistEntries.clinicId, waitlistEntries.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.appointmentId],
      foreignColumns: [appointments.clinicId, appointments.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    check('offers_seat', sql`${t.seat} between 1 and 5`),
    check('offers_at_once', sql`${t.askedAtOnce} between 1 and 5`),
    uniqueIndex('offers_one_pending_per_seat')
      .on(t.openingId, t.seat)
      .where(sql`state = 'pending'`),
    uniqueIndex('offers_one_accepted').on(t.openingId).where(sql`state = 'accepted'`),
    // For any of their visits: who waits with two is asked about one time at a time.
    uniqueIndex('offers_one_pending_per_patient').on(t.patientId).where(sql`state = 'pending'`),
    // Who was not reached, since no mail went out or theirs came back, may be asked again.
    uniqueIndex('offers_once')
      .on(t.openingId, t.appointmentId)
      .where(sql`closed_why is distinct from 'undeliverable'`),
    index('offers_of_appointment').on(t.clinicId, t.appointmentId),
    index('offers_of_patient').on(t.clinicId, t.patientId, t.offeredAt),
    index('offers_due').on(t.expiresAt).where(sql`state = 'pending'`),
  ],
)

/**
 * A taken range of a practitioner's time, buffers included. The exclusion constraint
 * `slots_no_overlap` (custom migration: drizzle-kit cannot write it) prevents double booking.
 */
export const slots = pgTable(
  'slots',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    practitionerId: uuid('practitioner_id').notNull(),
    during: tstzrange('during').notNull(),
    kind: slotKind('kind').notNull(),
    appointmentId: uuid('appointment_id'),
    openingId: uuid('opening_id'),
    absenceId: uuid('absence_id'),
  },
  (t) => [
    // A range that is empty or without an end has no such bound: "not known" would pass.
    check('slots_not_empty', sql`(upper(${t.during}) > lower(${t.during})) is true`),
    check(
      'slots_owner',
      sql`(${t.kind} = 'busy') = (${t.appointmentId} is not null) and (${t.kind} = 'busy-tentative') = (${t.openingId} is not null) and (${t.kind} = 'busy-unavailable') = (${t.absenceId} is not null)`,
    ),
    foreignKey({
      columns: [t.clinicId, t.practitionerId],
      foreignColumns: [practitioners.clinicId, practitioners.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.appointmentId],
      foreignColumns: [appointments.clinicId, appointments.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.openingId],
      foreignColumns: [openings.clinicId, openings.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.absenceId],
      foreignColumns: [absences.clinicId, absences.id],
    }),
    uniqueIndex('slots_of_appointment').on(t.appointmentId).where(sql`appointment_id is not null`),
    uniqueIndex('slots_of_opening').on(t.openingId).where(sql`opening_id is not null`),
    index('slots_of_absence').on(t.absenceId).where(sql`absence_id is not null`),
  ],
)
