import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { AuditAction } from '@/lib/domain/audit-actions'
import { messageKinds, messageWhys } from '@/lib/domain/message-kinds'
import { actorKind, clinics, invitations } from './clinic'
import { bytea, createdAt, id, instant } from './columns'
import { appointments, offers } from './visits'

export const messageKind = pgEnum('message_kind', messageKinds)
export const messageWhy = pgEnum('message_why', messageWhys)
export const messageState = pgEnum('message_state', ['queued', 'sent', 'failed', 'skipped'])
export const tokenPurpose = pgEnum('token_purpose', ['visit', 'offer', 'invitation'])

/**
 * One mail to one person. At most one per appointment version, kind and stage
 * (the stage tells the offers of one version apart).
 */
export const messages = pgTable(
  'messages',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    kind: messageKind('kind').notNull(),
    appointmentId: uuid('appointment_id'),
    appointmentVersion: integer('appointment_version'),
    stage: text('stage').notNull().default(''),
    offerId: uuid('offer_id'),
    invitationId: uuid('invitation_id'),
    /** Facts that are gone from the rows by the time of sending, such as the time moved from. */
    facts: jsonb('facts').$type<MessageFacts>().notNull().default({}),
    state: messageState('state').notNull().default('queued'),
    attempts: smallint('attempts').notNull().default(0),
    /** Not to be sent, or tried again, before this instant; two minutes after it, it is overdue. */
    dueAt: instant('due_at').notNull().defaultNow(),
    /** When it was tried for the first time. */
    triedSince: instant('tried_since'),
    sentTo: text('sent_to'),
    sentAt: instant('sent_at'),
    /** Why it waits for another try, will not be sent, or did not arrive. */
    why: messageWhy('why'),
    /** What the mail server said of one that came back: it may hold the address. */
    serverSaid: text('server_said'),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.clinicId, t.appointmentId],
      foreignColumns: [appointments.clinicId, appointments.id],
    }),
    foreignKey({ columns: [t.clinicId, t.offerId], foreignColumns: [offers.clinicId, offers.id] }),
    foreignKey({
      columns: [t.clinicId, t.invitationId],
      foreignColumns: [invitations.clinicId, invitations.id],
    }),
    uniqueIndex('messages_once')
      .on(t.appointmentId, t.appointmentVersion, t.kind, t.stage)
      .where(sql`appointment_id is not null`),
    index('messages_of_appointment').on(t.clinicId, t.appointmentId),
    index('messages_of_offer').on(t.offerId).where(sql`offer_id is not null`),
    index('messages_of_invitation').on(t.invitationId).where(sql`invitation_id is not null`),
    index('messages_queued').on(t.dueAt).where(sql`state = 'queued'`),
    index('messages_sent').on(t.sentAt).where(sql`sent_at is not null`),
  ],
)

export type MessageFacts = {
  /** The time moved from, an ISO instant. */
  from?: string
  /** With whom it was before the move. */
  fromPractitionerId?: string
  /** Who caused it. */
  by?: 'patient' | 'clinic'
  /** The booking stands again after a cancellation. */
  reinstated?: true
}

/** The hash of a link's token: bound to one purpose and one appointment version, offer or invitation. */
export const tokens = pgTable(
  'tokens',
  {
    hash: bytea('hash').primaryKey(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    purpose: tokenPurpose('purpose').notNull(),
    appointmentId: uuid('appointment_id'),
    appointmentVersion: integer('appointment_version'),
    offerId: uuid('offer_id'),
    invitationId: uuid('invitation_id'),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.clinicId, t.appointmentId],
      foreignColumns: [appointments.clinicId, appointments.id],
    }),
    foreignKey({ columns: [t.clinicId, t.offerId], foreignColumns: [offers.clinicId, offers.id] }),
    foreignKey({
      columns: [t.clinicId, t.invitationId],
      foreignColumns: [invitations.clinicId, invitations.id],
    }),
    index('tokens_of_appointment').on(t.appointmentId).where(sql`appointment_id is not null`),
    index('tokens_of_offer').on(t.offerId).where(sql`offer_id is not null`),
  ],
)

/**
 * What was done how often (`db/queries/limits.ts`); `expire` in ms since 1970. The first three
 * columns are rate-limiter-flexible's and stand in its order. No clinic: done by who has none yet.
 */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull(),
    expire: bigint('expire', { mode: 'number' }),
    clinicId: uuid('clinic_id')
      .references(() => clinics.id)
      .default(sql`current_clinic()`),
  },
  (t) => [index('rate_limits_expire').on(t.expire)],
)

/** Events that commit with the change that caused them, and are sent after it. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    name: text('name').notNull(),
    data: jsonb('data').notNull(),
    createdAt: createdAt(),
    sentAt: instant('sent_at'),
  },
  (t) => [
    index('outbox_unsent').on(t.createdAt).where(sql`sent_at is null`),
    index('outbox_sent').on(t.sentAt).where(sql`sent_at is not null`),
  ],
)

/**
 * What happened, by whom. Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE, but for
 * `erase_audit_of`, which takes an erased patient's words away.
 */
export const audit = pgTable(
  'audit',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    at: instant('at').notNull().defaultNow(),
    actorKind: actorKind('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    actorName: text('actor_name').notNull(),
    action: text('action').$type<AuditAction>().notNull(),
    appointmentId: uuid('appointment_id'),
    openingId: uuid('opening_id'),
    details: jsonb('details').$type<Record<string, unknown>>().notNull().default({}),
    /** The patient that it is about, where it is about no visit of theirs: `patientId` of the details. */
    patientId: uuid('patient_id').generatedAlwaysAs(sql`(details ->> 'patientId')::uuid`),
  },
  (t) => [
    // Who looked at a patient is told apart from what changed: there is much of it.
    index('audit_latest')
      .on(t.clinicId, t.id.desc().nullsFirst())
      .where(sql`action <> 'patient.viewed'`),
    index('audit_views')
      .on(t.clinicId, t.id.desc().nullsFirst())
      .where(sql`action = 'patient.viewed'`),
    index('audit_of_patient').on(t.clinicId, t.patientId, t.id).where(sql`patient_id is not null`),
    index('audit_by_patient').on(t.clinicId, t.actorId).where(sql`actor_kind = 'patient'`),
    index('audit_of_appointment').on(t.clinicId, t.appointmentId, t.id),
    index('audit_of_opening').on(t.clinicId, t.openingId, t.id),
  ],
)

/**
 * That the durable engine is at work, in one row for the whole installation: the engine, its
 * registration and its schedule are the server's, and no clinic's.
 */
export const heartbeat = pgTable(
  'heartbeat',
  {
    only: boolean('only').primaryKey().default(true),
    /** The beginning of the last tick, and the address of the app that ran it. */
    tickedAt: instant('ticked_at'),
    appUrl: text('app_url'),
    /** A hash of the functions that were registered last, and where. */
    registered: text('registered'),
  },
  (t) => [check('heartbeat_only', sql`${t.only}`)],
)

/** A change that is committed, by its own id, with what it answered: asked for again, it answers that. */
export const changes = pgTable(
  'changes',
  {
    clinicId: uuid('clinic_id')
      .notNull()
      .references(() => clinics.id),
    id: uuid('id').notNull(),
    /** By `serialize` of node:v8, so that instants stay instants. */
    answer: bytea('answer').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.clinicId, t.id] }), index('changes_by_age').on(t.createdAt)],
)
