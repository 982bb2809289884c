CREATE TYPE "public"."opening_source" AS ENUM('cancellation', 'move', 'no-show', 'added-hours', 'shortened-absence', 'accepted', 'remainder');--> statement-breakpoint
DROP INDEX "offers_one_pending_per_opening";--> statement-breakpoint
DROP INDEX "appointments_waitlist";--> statement-breakpoint
ALTER TABLE "openings" ALTER COLUMN "left_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "appointment_types" ADD COLUMN "also_fits_type_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "quiet_from" time(0);--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "quiet_until" time(0);--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "ask_at_least" smallint DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "shortest_hold_minutes" smallint DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "batch_size" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "batch_within_hours" smallint DEFAULT 6 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "min_gain_days" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "cap_offers" smallint;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "cap_days" smallint DEFAULT 7 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "weight_waiting" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "weight_contact" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "weight_gain" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "opening_sources" "opening_source"[] DEFAULT '{"cancellation","move","no-show"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "self_move_hours" smallint DEFAULT 24;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "wish_not_before" date;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "wish_min_gain_days" smallint;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "last_offered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "rank_key" double precision;--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "seat" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "openings" ADD COLUMN "source" "opening_source" DEFAULT 'cancellation' NOT NULL;--> statement-breakpoint
ALTER TABLE "openings" ALTER COLUMN "source" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "openings" ADD COLUMN "resumes_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "offers_allowed" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_pending_per_seat" ON "offers" USING btree ("opening_id","seat") WHERE state = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_accepted" ON "offers" USING btree ("opening_id") WHERE state = 'accepted';--> statement-breakpoint
CREATE INDEX "appointments_waitlist" ON "appointments" USING btree ("clinic_id","type_id","priority" DESC NULLS FIRST,"rank_key" DESC NULLS FIRST,"starts_at" DESC NULLS FIRST,"id") WHERE waitlisted_at is not null and status in ('booked', 'confirmed');--> statement-breakpoint
ALTER TABLE "clinics" ADD CONSTRAINT "clinics_quiet" CHECK (("clinics"."quiet_from" is null) = ("clinics"."quiet_until" is null) and ("clinics"."quiet_from" is null or "clinics"."quiet_from" <> "clinics"."quiet_until"));--> statement-breakpoint
ALTER TABLE "clinics" ADD CONSTRAINT "clinics_asking" CHECK ("clinics"."ask_at_least" between 1 and 20 and "clinics"."shortest_hold_minutes" between 1 and 1440 and "clinics"."batch_size" between 1 and 5 and "clinics"."batch_within_hours" between 0 and 720);--> statement-breakpoint
ALTER TABLE "clinics" ADD CONSTRAINT "clinics_contact" CHECK ("clinics"."min_gain_days" between 0 and 365 and "clinics"."cap_offers" between 1 and 100 and "clinics"."cap_days" between 1 and 365);--> statement-breakpoint
ALTER TABLE "clinics" ADD CONSTRAINT "clinics_weights" CHECK ("clinics"."weight_waiting" between 0 and 10 and "clinics"."weight_contact" between 0 and 10 and "clinics"."weight_gain" between 0 and 10);--> statement-breakpoint
ALTER TABLE "clinics" ADD CONSTRAINT "clinics_self_move" CHECK ("clinics"."self_move_hours" between 0 and 8760);--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_gain" CHECK ("appointments"."wish_min_gain_days" between 0 and 365);--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_seat" CHECK ("offers"."seat" between 1 and 5);