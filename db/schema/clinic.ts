import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  smallint,
  text,
  time,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns'

export const language = pgEnum('language', ['en', 'de'])
export const role = pgEnum('role', ['admin', 'scheduler', 'practitioner'])
export const actorKind = pgEnum('actor_kind', ['staff', 'patient', 'system'])
/** What made an opening: `accepted` and `remainder` are left by an accepted offer, `by-hand` staff freed. */
export const openingSource = pgEnum('opening_source', [
  'cancellation',
  'move',
  'no-show',
  'added-hours',
  'shortened-absence',
  'accepted',
  'remainder',
  'by-hand',
])
export const sweep = pgEnum('sweep', ['confirm-upcoming', 'reschedule-cancelled', 'erase-expired'])

/** The tenant, with its policies. Wall-clock columns are in `timeZone`. */
export const clinics = pgTable(
  'clinics',
  {
    id: id(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    address: text('address').notNull().default(''),
    phone: text('phone').notNull().default(''),
    /** Who the clinic is, and how it treats data: a web address, or the words; empty where it has not said. */
    imprint: text('imprint').notNull().default(''),
    privacy: text('privacy').notNull().default(''),
    language: language('language').notNull().default('en'),
    currency: text('currency').notNull().default('EUR'),
    gridMinutes: smallint('grid_minutes').notNull().default(15),
    typeInMails: boolean('type_in_mails').notNull().default(false),
    confirmOn: boolean('confirm_on').notNull().default(true),
    confirmAt: time('confirm_at', { precision: 0 }).notNull().default('09:00'),
    confirmDaysAhead: smallint('confirm_days_ahead').notNull().default(2),
    rescheduleOn: boolean('reschedule_on').notNull().default(true),
    rescheduleAt: time('reschedule_at', { precision: 0 }).notNull().default('07:00'),
    rescheduleDaysAhead: smallint('reschedule_days_ahead').notNull().default(14),
    offersOn: boolean('offers_on').notNull().default(true),
    holdMinutes: integer('hold_minutes').notNull().default(120),
    chainDepth: smallint('chain_depth').notNull().default(5),
    /** No offer is mailed and no hold runs out from `quietFrom` to `quietUntil`; null for no such hours. */
    quietFrom: time('quiet_from', { precision: 0 }),
    quietUntil: time('quiet_until', { precision: 0 }),
    /** Holds get shorter near the start so that this many patients can be asked, but not below the shortest. */
    askAtLeast: smallint('ask_at_least').notNull().default(3),
    shortestHoldMinutes: smallint('shortest_hold_minutes').notNull().default(15),
    /** So many patients are asked at once when the start is at most so many hours away. */
    batchSize: smallint('batch_size').notNull().default(5),
    batchWithinHours: smallint('batch_within_hours').notNull().default(48),
    /** An earlier time is worth asking about from so many days on; a patient's own wish goes first. */
    minGainDays: smallint('min_gain_days').notNull().default(0),
    /** At most `capOffers` offers to a patient in `capDays` days; null for no limit. */
    capOffers: smallint('cap_offers'),
    capDays: smallint('cap_days').notNull().default(7),
    /** Points in the rank for each day of waiting, since the last offer, and gained. */
    weightWaiting: smallint('weight_waiting').notNull().default(0),
    weightContact: smallint('weight_contact').notNull().default(1),
    weightGain: smallint('weight_gain').notNull().default(0),
    /** What makes openings here. What an accepted offer leaves is always opened onward. */
    openingSources: openingSource('opening_sources')
      .array()
      .notNull()
      .default(['cancellation', 'move', 'no-show']),
    /** Until so many hours before it patients may move their visit themselves; null for never. */
    selfMoveHours: smallint('self_move_hours').default(24),
    /** A patient is erased so many years after their last visit; null for never. */
    keepYears: smallint('keep_years'),
    /** So often a day patients may move one visit themselves, and say anew which earlier times suit. */
    selfMovesADay: smallint('self_moves_a_day').notNull().default(3),
    wishChangesADay: smallint('wish_changes_a_day').notNull().default(10),
    /** Since when the mail server has taken no mail of the clinic, and its last try; null while mail goes out. */
    mailFailsSince: instant('mail_fails_since'),
    mailTriedAt: instant('mail_tried_at'),
    createdAt: createdAt(),
  },
  (t) => [
    check('clinics_grid', sql`${t.gridMinutes} in (5, 10, 15, 20, 30, 60)`),
    check('clinics_hold', sql`${t.holdMinutes} between 1 and 10080`),
    check(
      'clinics_days',
      sql`${t.confirmDaysAhead} between 0 and 60 and ${t.rescheduleDaysAhead} between 0 and 365`,
    ),
    check('clinics_chain', sql`${t.chainDepth} between 0 and 20`),
    check(
      'clinics_quiet',
      sql`(${t.quietFrom} is null) = (${t.quietUntil} is null) and (${t.quietFrom} is null or ${t.quietFrom} <> ${t.quietUntil})`,
    ),
    check(
      'clinics_asking',
      sql`${t.askAtLeast} between 1 and 20 and ${t.shortestHoldMinutes} between 1 and 1440 and ${t.batchSize} between 1 and 5 and ${t.batchWithinHours} between 0 and 720`,
    ),
    check(
      'clinics_contact',
      sql`${t.minGainDays} between 0 and 365 and ${t.capOffers} between 1 and 100 and ${t.capDays} between 1 and 365`,
    ),
    check(
      'clinics_weights',
      sql`${t.weightWaiting} between 0 and 10 and ${t.weightContact} between 0 and 10 and ${t.weightGain} between 0 and 10`,
    ),
    check('clinics_keep', sql`${t.keepYears} between 1 and 100`),
    check('clinics_self_move', sql`${t.selfMoveHours} between 0 and 8760`),
    check(
      'clinics_patient_limits',
      sql`${t.selfMovesADay} between 1 and 100 and ${t.wishChangesADay} between 1 and 100`,
    ),
  ],
)

/** Who is visited. */
export const practitioners = pgTable(
  'practitioners',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    name: text('name').notNull(),
    active: boolean('active').notNull().default(true),
    position: smallint('position').notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [unique('practitioners_in_clinic').on(t.clinicId, t.id)],
)

/** A weekly range of a practitioner's working time; two rows on a weekday leave a break between them. */
export const workingHours = pgTable(
  'working_hours',
  {
    id: id(),
    clinicId: uuid('clinic_id').notNull(),
    practitionerId: uuid('practitioner_id').notNull(),
    weekday: smallint('weekday').notNull(),
    startsAt: time('starts_at', { precision: 0 }).notNull(),
    endsAt: time('ends_at', { precision: 0 }).notNull(),
  },
  (t) => [
    check('working_hours_weekday', sql`${t.weekday} between 1 and 7`),
    check('working_hours_order', sql`${t.startsAt} < ${t.endsAt}`),
    foreignKey({
      columns: [t.clinicId, t.practitionerId],
      foreignColumns: [practitioners.clinicId, practitioners.id],
    }),
    index('working_hours_of').on(t.clinicId, t.practitionerId),
  ],
)

/** A practitioner is away. The time that was free is taken by `slots` of this absence. */
export const absences = pgTable(
  'absences',
  {
    id: id(),
    clinicId: uuid('clinic_id').notNull(),
    practitionerId: uuid('practitioner_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    note: text('note').notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [
    check('absences_order', sql`${t.startsAt} < ${t.endsAt}`),
    unique('absences_in_clinic').on(t.clinicId, t.id),
    foreignKey({
      columns: [t.clinicId, t.practitionerId],
      foreignColumns: [practitioners.clinicId, practitioners.id],
    }),
    index('absences_of').on(t.clinicId, t.practitionerId, t.startsAt),
  ],
)

/** What is booked: its length and buffers in minutes, its price (what a lost slot costs) in cents. */
export const appointmentTypes = pgTable(
  'appointment_types',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    name: text('name').notNull(),
    durationMinutes: smallint('duration_minutes').notNull(),
    bufferBeforeMinutes: smallint('buffer_before_minutes').notNull().default(0),
    bufferAfterMinutes: smallint('buffer_after_minutes').notNull().default(0),
    priceCents: integer('price_cents').notNull().default(0),
    /** The shorter types whose visits may be offered this type's openings. */
    alsoFitsTypeIds: uuid('also_fits_type_ids').array().notNull().default([]),
    active: boolean('active').notNull().default(true),
    position: smallint('position').notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    check('appointment_types_duration', sql`${t.durationMinutes} between 5 and 720`),
    check(
      'appointment_types_buffers',
      sql`${t.bufferBeforeMinutes} between 0 and 240 and ${t.bufferAfterMinutes} between 0 and 240`,
    ),
    check('appointment_types_price', sql`${t.priceCents} >= 0`),
    unique('appointment_types_in_clinic').on(t.clinicId, t.id),
  ],
)

/** Who may sign in, by the identity provider's subject. One account works for one clinic. */
export const staff = pgTable(
  'staff',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    authSubject: text('auth_subject').notNull(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: role('role').notNull(),
    active: boolean('active').notNull().default(true),
    /** A session of the account counts only if it began after this. */
    sessionsValidFrom: instant('sessions_valid_from').notNull().default(sql`clock_timestamp()`),
    /** When the account last gave its password, by the identity provider's clock. */
    authenticatedAt: instant('authenticated_at'),
    /** Signed out everywhere: nobody is let in by a password given until then, by the same clock. */
    authenticatesAfter: instant('authenticates_after'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('staff_one_clinic').on(t.authSubject),
    unique('staff_in_clinic').on(t.clinicId, t.id),
    uniqueIndex('staff_email').on(t.clinicId, sql`lower(${t.email})`),
  ],
)

/** Filters and order of the appointments list that one member of staff keeps under a name. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: id(),
    clinicId: uuid('clinic_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    name: text('name').notNull(),
    /** The list's address after the question mark. */
    query: text('query').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ columns: [t.clinicId, t.staffId], foreignColumns: [staff.clinicId, staff.id] }),
    unique('saved_views_name').on(t.clinicId, t.staffId, t.name),
  ],
)

/** An invitation to join the clinic, for one verified address. */
export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    email: text('email').notNull(),
    role: role('role').notNull(),
    invitedBy: uuid('invited_by').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('invitations_in_clinic').on(t.clinicId, t.id),
    foreignKey({ columns: [t.clinicId, t.invitedBy], foreignColumns: [staff.clinicId, staff.id] }),
    uniqueIndex('invitations_open')
      .on(t.clinicId, sql`lower(${t.email})`)
      .where(sql`accepted_at is null and revoked_at is null`),
  ],
)

/**
 * One run of a sweep for one clinic: by the clock once a local day, or by hand. A run by hand is a
 * row from the moment it is asked for (`startedAt` until it begins), and is owed until it has finished.
 */
export const sweepRuns = pgTable(
  'sweep_runs',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    sweep: sweep('sweep').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    byHand: boolean('by_hand').notNull().default(false),
    startedAt: instant('started_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    count: integer('count'),
    /** It stopped with an error, and is tried again. */
    failed: boolean('failed').notNull().default(false),
  },
  (t) => [
    uniqueIndex('sweep_runs_once_a_day')
      .on(t.clinicId, t.sweep, t.day)
      .where(sql`not by_hand and not failed`),
    index('sweep_runs_latest').on(t.clinicId, t.sweep, t.startedAt.desc()),
    index('sweep_runs_owed').on(t.startedAt).where(sql`by_hand and finished_at is null`),
  ],
)
