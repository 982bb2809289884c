CREATE TYPE "public"."language" AS ENUM('en', 'de');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('admin', 'scheduler', 'practitioner');--> statement-breakpoint
CREATE TYPE "public"."sweep" AS ENUM('confirm-upcoming', 'reschedule-cancelled');--> statement-breakpoint
CREATE TYPE "public"."actor_kind" AS ENUM('staff', 'patient', 'system');--> statement-breakpoint
CREATE TYPE "public"."message_kind" AS ENUM('booked', 'confirm', 'moved', 'cancelled', 'offer', 'accepted', 'offer-closed', 'invitation');--> statement-breakpoint
CREATE TYPE "public"."message_state" AS ENUM('queued', 'sent', 'failed', 'skipped');--> statement-breakpoint
CREATE TYPE "public"."token_purpose" AS ENUM('visit', 'offer', 'invitation');--> statement-breakpoint
CREATE TYPE "public"."appointment_status" AS ENUM('booked', 'confirmed', 'arrived', 'fulfilled', 'noshow', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."offer_state" AS ENUM('pending', 'accepted', 'declined', 'expired', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."opening_state" AS ENUM('open', 'offering', 'filled', 'lapsed', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."slot_kind" AS ENUM('busy', 'busy-tentative', 'busy-unavailable');--> statement-breakpoint
CREATE TYPE "public"."time_of_day" AS ENUM('morning', 'afternoon', 'evening');--> statement-breakpoint
CREATE TABLE "absences" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "absences_in_clinic" UNIQUE("clinic_id","id"),
	CONSTRAINT "absences_order" CHECK ("absences"."starts_at" < "absences"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "appointment_types" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"name" text NOT NULL,
	"duration_minutes" smallint NOT NULL,
	"buffer_before_minutes" smallint DEFAULT 0 NOT NULL,
	"buffer_after_minutes" smallint DEFAULT 0 NOT NULL,
	"price_cents" integer DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "appointment_types_in_clinic" UNIQUE("clinic_id","id"),
	CONSTRAINT "appointment_types_duration" CHECK ("appointment_types"."duration_minutes" between 5 and 720),
	CONSTRAINT "appointment_types_buffers" CHECK ("appointment_types"."buffer_before_minutes" between 0 and 240 and "appointment_types"."buffer_after_minutes" between 0 and 240),
	CONSTRAINT "appointment_types_price" CHECK ("appointment_types"."price_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "clinics" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"language" "language" DEFAULT 'en' NOT NULL,
	"currency" text DEFAULT 'EUR' NOT NULL,
	"grid_minutes" smallint DEFAULT 15 NOT NULL,
	"type_in_mails" boolean DEFAULT false NOT NULL,
	"confirm_on" boolean DEFAULT true NOT NULL,
	"confirm_at" time(0) DEFAULT '09:00' NOT NULL,
	"confirm_days_ahead" smallint DEFAULT 2 NOT NULL,
	"reschedule_on" boolean DEFAULT true NOT NULL,
	"reschedule_at" time(0) DEFAULT '07:00' NOT NULL,
	"reschedule_days_ahead" smallint DEFAULT 14 NOT NULL,
	"offers_on" boolean DEFAULT true NOT NULL,
	"hold_minutes" integer DEFAULT 120 NOT NULL,
	"chain_depth" smallint DEFAULT 5 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "clinics_grid" CHECK ("clinics"."grid_minutes" in (5, 10, 15, 20, 30, 60)),
	CONSTRAINT "clinics_hold" CHECK ("clinics"."hold_minutes" between 1 and 10080),
	CONSTRAINT "clinics_days" CHECK ("clinics"."confirm_days_ahead" between 0 and 60 and "clinics"."reschedule_days_ahead" between 0 and 365),
	CONSTRAINT "clinics_chain" CHECK ("clinics"."chain_depth" between 0 and 20)
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" "role" NOT NULL,
	"invited_by" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_in_clinic" UNIQUE("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "practitioners" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"name" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "practitioners_in_clinic" UNIQUE("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"auth_subject" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" "role" NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_in_clinic" UNIQUE("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "sweep_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"sweep" "sweep" NOT NULL,
	"day" date NOT NULL,
	"by_hand" boolean DEFAULT false NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"count" integer,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "working_hours" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"weekday" smallint NOT NULL,
	"starts_at" time(0) NOT NULL,
	"ends_at" time(0) NOT NULL,
	CONSTRAINT "working_hours_weekday" CHECK ("working_hours"."weekday" between 1 and 7),
	CONSTRAINT "working_hours_order" CHECK ("working_hours"."starts_at" < "working_hours"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"clinic_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_kind" "actor_kind" NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"appointment_id" uuid,
	"opening_id" uuid,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"kind" "message_kind" NOT NULL,
	"appointment_id" uuid,
	"appointment_version" integer,
	"stage" text DEFAULT '' NOT NULL,
	"offer_id" uuid,
	"invitation_id" uuid,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" "message_state" DEFAULT 'queued' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"sent_to" text,
	"sent_at" timestamp with time zone,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"name" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"clinic_id" uuid NOT NULL,
	"purpose" "token_purpose" NOT NULL,
	"appointment_id" uuid,
	"appointment_version" integer,
	"offer_id" uuid,
	"invitation_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"type_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"status" "appointment_status" DEFAULT 'booked' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"first_starts_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"arrived_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"cancel_reason" text DEFAULT '' NOT NULL,
	"waitlisted_at" timestamp with time zone,
	"priority" smallint DEFAULT 0 NOT NULL,
	"wish_practitioner_ids" uuid[] DEFAULT '{}' NOT NULL,
	"wish_weekdays" smallint[] DEFAULT '{}' NOT NULL,
	"wish_times" time_of_day[] DEFAULT '{}' NOT NULL,
	"wish_notice_minutes" integer DEFAULT 120 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "appointments_in_clinic" UNIQUE("clinic_id","id"),
	CONSTRAINT "appointments_order" CHECK ("appointments"."starts_at" < "appointments"."ends_at"),
	CONSTRAINT "appointments_notice" CHECK ("appointments"."wish_notice_minutes" between 0 and 43200)
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"opening_id" uuid NOT NULL,
	"appointment_id" uuid NOT NULL,
	"appointment_version" integer NOT NULL,
	"state" "offer_state" DEFAULT 'pending' NOT NULL,
	"turn" smallint NOT NULL,
	"why" jsonb NOT NULL,
	"from_starts_at" timestamp with time zone NOT NULL,
	"offered_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_why" text,
	CONSTRAINT "offers_in_clinic" UNIQUE("clinic_id","id"),
	CONSTRAINT "offers_order" CHECK ("offers"."offered_at" < "offers"."expires_at"),
	CONSTRAINT "offers_closed" CHECK (("offers"."state" = 'pending') = ("offers"."closed_at" is null))
);
--> statement-breakpoint
CREATE TABLE "openings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"type_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"state" "opening_state" DEFAULT 'open' NOT NULL,
	"left_by" uuid NOT NULL,
	"chain_id" uuid NOT NULL,
	"depth" smallint DEFAULT 0 NOT NULL,
	"exhausted_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_why" text,
	"filled_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "openings_in_clinic" UNIQUE("clinic_id","id"),
	CONSTRAINT "openings_order" CHECK ("openings"."starts_at" < "openings"."ends_at"),
	CONSTRAINT "openings_closed" CHECK (("openings"."state" in ('open', 'offering')) = ("openings"."closed_at" is null))
);
--> statement-breakpoint
CREATE TABLE "patients" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"birth_date" date,
	"language" "language" DEFAULT 'en' NOT NULL,
	"bounced_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "patients_in_clinic" UNIQUE("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "slots" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	"kind" "slot_kind" NOT NULL,
	"appointment_id" uuid,
	"opening_id" uuid,
	"absence_id" uuid,
	CONSTRAINT "slots_not_empty" CHECK (upper("slots"."during") > lower("slots"."during")),
	CONSTRAINT "slots_owner" CHECK (("slots"."kind" = 'busy') = ("slots"."appointment_id" is not null) and ("slots"."kind" = 'busy-tentative') = ("slots"."opening_id" is not null) and ("slots"."kind" = 'busy-unavailable') = ("slots"."absence_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_clinic_id_practitioner_id_practitioners_clinic_id_id_fk" FOREIGN KEY ("clinic_id","practitioner_id") REFERENCES "public"."practitioners"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment_types" ADD CONSTRAINT "appointment_types_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_clinic_id_invited_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","invited_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practitioners" ADD CONSTRAINT "practitioners_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_runs" ADD CONSTRAINT "sweep_runs_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "working_hours" ADD CONSTRAINT "working_hours_clinic_id_practitioner_id_practitioners_clinic_id_id_fk" FOREIGN KEY ("clinic_id","practitioner_id") REFERENCES "public"."practitioners"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_clinic_id_appointment_id_appointments_clinic_id_id_fk" FOREIGN KEY ("clinic_id","appointment_id") REFERENCES "public"."appointments"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_clinic_id_offer_id_offers_clinic_id_id_fk" FOREIGN KEY ("clinic_id","offer_id") REFERENCES "public"."offers"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_clinic_id_invitation_id_invitations_clinic_id_id_fk" FOREIGN KEY ("clinic_id","invitation_id") REFERENCES "public"."invitations"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_clinic_id_appointment_id_appointments_clinic_id_id_fk" FOREIGN KEY ("clinic_id","appointment_id") REFERENCES "public"."appointments"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_clinic_id_offer_id_offers_clinic_id_id_fk" FOREIGN KEY ("clinic_id","offer_id") REFERENCES "public"."offers"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_clinic_id_invitation_id_invitations_clinic_id_id_fk" FOREIGN KEY ("clinic_id","invitation_id") REFERENCES "public"."invitations"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_clinic_id_practitioner_id_practitioners_clinic_id_id_fk" FOREIGN KEY ("clinic_id","practitioner_id") REFERENCES "public"."practitioners"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_clinic_id_type_id_appointment_types_clinic_id_id_fk" FOREIGN KEY ("clinic_id","type_id") REFERENCES "public"."appointment_types"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_clinic_id_opening_id_openings_clinic_id_id_fk" FOREIGN KEY ("clinic_id","opening_id") REFERENCES "public"."openings"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_clinic_id_appointment_id_appointments_clinic_id_id_fk" FOREIGN KEY ("clinic_id","appointment_id") REFERENCES "public"."appointments"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_clinic_id_practitioner_id_practitioners_clinic_id_id_fk" FOREIGN KEY ("clinic_id","practitioner_id") REFERENCES "public"."practitioners"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_clinic_id_type_id_appointment_types_clinic_id_id_fk" FOREIGN KEY ("clinic_id","type_id") REFERENCES "public"."appointment_types"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_clinic_id_left_by_appointments_clinic_id_id_fk" FOREIGN KEY ("clinic_id","left_by") REFERENCES "public"."appointments"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_clinic_id_filled_by_appointments_clinic_id_id_fk" FOREIGN KEY ("clinic_id","filled_by") REFERENCES "public"."appointments"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_clinic_id_practitioner_id_practitioners_clinic_id_id_fk" FOREIGN KEY ("clinic_id","practitioner_id") REFERENCES "public"."practitioners"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_clinic_id_appointment_id_appointments_clinic_id_id_fk" FOREIGN KEY ("clinic_id","appointment_id") REFERENCES "public"."appointments"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_clinic_id_opening_id_openings_clinic_id_id_fk" FOREIGN KEY ("clinic_id","opening_id") REFERENCES "public"."openings"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_clinic_id_absence_id_absences_clinic_id_id_fk" FOREIGN KEY ("clinic_id","absence_id") REFERENCES "public"."absences"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_of" ON "absences" USING btree ("clinic_id","practitioner_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open" ON "invitations" USING btree ("clinic_id",lower("email")) WHERE accepted_at is null and revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "staff_one_clinic" ON "staff" USING btree ("auth_subject");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree ("clinic_id",lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "sweep_runs_once_a_day" ON "sweep_runs" USING btree ("clinic_id","sweep","day") WHERE not by_hand;--> statement-breakpoint
CREATE INDEX "sweep_runs_latest" ON "sweep_runs" USING btree ("clinic_id","sweep","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "working_hours_of" ON "working_hours" USING btree ("clinic_id","practitioner_id");--> statement-breakpoint
CREATE INDEX "audit_latest" ON "audit" USING btree ("clinic_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_of_appointment" ON "audit" USING btree ("clinic_id","appointment_id","id");--> statement-breakpoint
CREATE INDEX "audit_of_opening" ON "audit" USING btree ("clinic_id","opening_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messages" USING btree ("appointment_id","appointment_version","kind","stage") WHERE appointment_id is not null;--> statement-breakpoint
CREATE INDEX "messages_of_appointment" ON "messages" USING btree ("clinic_id","appointment_id");--> statement-breakpoint
CREATE INDEX "messages_queued" ON "messages" USING btree ("created_at") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "outbox_unsent" ON "outbox" USING btree ("created_at") WHERE sent_at is null;--> statement-breakpoint
CREATE INDEX "appointments_by_time" ON "appointments" USING btree ("clinic_id","starts_at");--> statement-breakpoint
CREATE INDEX "appointments_by_practitioner" ON "appointments" USING btree ("clinic_id","practitioner_id","starts_at");--> statement-breakpoint
CREATE INDEX "appointments_of_patient" ON "appointments" USING btree ("clinic_id","patient_id","starts_at");--> statement-breakpoint
CREATE INDEX "appointments_to_confirm" ON "appointments" USING btree ("clinic_id","starts_at") WHERE status = 'booked';--> statement-breakpoint
CREATE INDEX "appointments_waitlist" ON "appointments" USING btree ("clinic_id","type_id","priority" DESC NULLS LAST,"waitlisted_at","id") WHERE waitlisted_at is not null and status in ('booked', 'confirmed');--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_pending_per_opening" ON "offers" USING btree ("opening_id") WHERE state = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_pending_per_appointment" ON "offers" USING btree ("appointment_id") WHERE state = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "offers_once" ON "offers" USING btree ("opening_id","appointment_id");--> statement-breakpoint
CREATE INDEX "offers_of_appointment" ON "offers" USING btree ("clinic_id","appointment_id");--> statement-breakpoint
CREATE INDEX "offers_due" ON "offers" USING btree ("expires_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "openings_active" ON "openings" USING btree ("clinic_id","starts_at") WHERE state in ('open', 'offering');--> statement-breakpoint
CREATE INDEX "openings_recent" ON "openings" USING btree ("clinic_id","closed_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "openings_by_chain" ON "openings" USING btree ("clinic_id","chain_id");--> statement-breakpoint
CREATE INDEX "patients_by_name" ON "patients" USING btree ("clinic_id","family_name","given_name");--> statement-breakpoint
CREATE INDEX "patients_search" ON "patients" USING gin ((lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone)) gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "slots_of_appointment" ON "slots" USING btree ("appointment_id") WHERE appointment_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "slots_of_opening" ON "slots" USING btree ("opening_id") WHERE opening_id is not null;--> statement-breakpoint
CREATE INDEX "slots_of_absence" ON "slots" USING btree ("absence_id") WHERE absence_id is not null;