-- A patient's agreement to be emailed offers, and their stop. `offers_allowed` was true unless staff
-- had taken it away; now somebody has to have agreed, and what they did is kept.
ALTER TABLE "patients" ADD COLUMN "offers_agreed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "offers_agreed_by" text;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "offers_stopped_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "offers_stopped_by" text;--> statement-breakpoint
-- The owner must see every row for this once. (Of erased patients nothing can be written.)
ALTER TABLE patients NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE appointments NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE audit NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- A stop ends all waits: whom staff had marked as not to be emailed waits no more.
UPDATE appointments a SET waitlisted_at = NULL FROM patients p
WHERE p.clinic_id = a.clinic_id AND p.id = a.patient_id AND NOT p.offers_allowed AND p.erased_at IS NULL
  AND a.waitlisted_at IS NOT NULL;--> statement-breakpoint
-- Who else waits goes on waiting: each wait was asked for by a tick that nobody had set before, and
-- the agreement is of the latest one. Who gave it, the trail tells: the patient on their page, or
-- staff on their word.
UPDATE patients p SET offers_agreed_at = waits.since,
  offers_agreed_by = coalesce((
    SELECT case e.actor_kind when 'patient' then 'patient' else 'staff' end FROM audit e
    WHERE e.clinic_id = p.clinic_id AND e.appointment_id = waits.id AND e.action = 'waitlist.joined'
    ORDER BY e.id DESC LIMIT 1), 'staff')
FROM (
  SELECT DISTINCT ON (clinic_id, patient_id) clinic_id, patient_id, id, waitlisted_at AS since
  FROM appointments WHERE waitlisted_at IS NOT NULL
  ORDER BY clinic_id, patient_id, waitlisted_at DESC) waits
WHERE waits.clinic_id = p.clinic_id AND waits.patient_id = p.id AND p.erased_at IS NULL;--> statement-breakpoint
-- Whom staff had marked as not to be emailed stays so; when that was is not known.
UPDATE patients SET offers_stopped_at = now(), offers_stopped_by = 'staff'
WHERE NOT offers_allowed AND erased_at IS NULL;--> statement-breakpoint
ALTER TABLE patients FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE audit FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_offers_agreed" CHECK (("patients"."offers_agreed_at" is null) = ("patients"."offers_agreed_by" is null) and "patients"."offers_agreed_by" in ('patient', 'staff'));--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_offers_stopped" CHECK (("patients"."offers_stopped_at" is null) = ("patients"."offers_stopped_by" is null) and "patients"."offers_stopped_by" in ('patient', 'staff'));--> statement-breakpoint
-- As in 0016, but for who may be asked.
CREATE OR REPLACE FUNCTION waiting_places(
  of_type uuid, later_than timestamptz, wishing boolean, longest_minutes float8, whose uuid,
  on_weekdays smallint[], at_times time_of_day[], longest_notice float8, first_day date, last_day date,
  least_gain int, zone text,
  after_priority smallint, after_rank_key float8, after_starts_at timestamptz, after_id uuid,
  how_many int
) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, public SET enable_sort = off
  AS $$
  DECLARE
    -- Before the first place there is none.
    place_priority smallint := coalesce(after_priority, 32767);
    place_rank_key float8 := coalesce(after_rank_key, 'Infinity');
    place_starts_at timestamptz := coalesce(after_starts_at, 'infinity');
    place_id uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  BEGIN
    RETURN QUERY
    SELECT a.id FROM public.appointments a
    WHERE a.clinic_id = current_clinic() AND a.type_id = of_type
      AND a.waitlisted_at IS NOT NULL AND a.status IN ('booked', 'confirmed')
      AND (a.priority, a.rank_key, a.starts_at) <= (place_priority, place_rank_key, place_starts_at)
      AND NOT ((a.priority, a.rank_key, a.starts_at) = (place_priority, place_rank_key, place_starts_at)
        AND a.id <= place_id)
      AND a.starts_at > later_than
      AND (NOT wishing
        OR a.wish_notice_minutes <= longest_notice
        AND coalesce(a.wish_not_before <= last_day, true)
        AND a.ends_at - a.starts_at <= longest_minutes * interval '1 minute'
        AND (a.wish_weekdays = '{}' OR a.wish_weekdays && on_weekdays)
        AND (a.wish_times = '{}' OR a.wish_times && at_times)
        AND (a.wish_practitioner_ids = '{}' OR whose = ANY (a.wish_practitioner_ids))
        AND (coalesce(a.wish_min_gain_days, least_gain) = 0
          OR (a.starts_at AT TIME ZONE zone)::date - first_day >= coalesce(a.wish_min_gain_days, least_gain))
        AND (SELECT p.offers_stopped_at IS NULL AND p.bounced_at IS NULL FROM public.patients p
          WHERE p.clinic_id = current_clinic() AND p.id = a.patient_id))
    ORDER BY a.priority DESC, a.rank_key DESC, a.starts_at DESC, a.id
    LIMIT how_many;
  END $$;
--> statement-breakpoint
ALTER TABLE "patients" DROP COLUMN "offers_allowed";--> statement-breakpoint
-- Who a clinic is and how it treats data, in words or as a web address; empty where it has not said.
ALTER TABLE "clinics" ADD COLUMN "imprint" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "privacy" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- When two names are one. Whatever compares patients by name asks this function or the column that
-- a trigger keeps by it: a column, since row-level security would not use an index over a function.
-- To change the rule, replace the function and write every row of a person once
-- (`UPDATE patients SET given_name = given_name WHERE erased_at IS NULL`).
CREATE FUNCTION name_key(given_name text, family_name text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog
  AS $$ SELECT lower(btrim(regexp_replace(normalize(given_name || ' ' || family_name, NFC), '\s+', ' ', 'g'))) $$;--> statement-breakpoint
CREATE FUNCTION keep_name_key() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public
  AS $$ BEGIN
    NEW.name_key := name_key(NEW.given_name, NEW.family_name);
    RETURN NEW;
  END $$;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "name_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- A name, too: of those the planner gathers nothing (0025).
ALTER TABLE patients ALTER COLUMN name_key SET STATISTICS 0;--> statement-breakpoint
CREATE TRIGGER patients_name_key BEFORE INSERT OR UPDATE OF given_name, family_name, name_key ON patients
  FOR EACH ROW EXECUTE FUNCTION keep_name_key();--> statement-breakpoint
ALTER TABLE patients NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- (Those of erased patients are empty already, and the database lets nobody write them.)
UPDATE patients SET name_key = '' WHERE erased_at IS NULL;--> statement-breakpoint
ALTER TABLE patients FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- A patient who was merged into another: an empty row that points to the one that stayed.
ALTER TABLE "patients" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_clinic_id_merged_into_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","merged_into") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_merged" CHECK ("patients"."merged_into" <> "patients"."id");--> statement-breakpoint
CREATE INDEX "patients_alike" ON "patients" USING btree ("clinic_id","name_key","birth_date","id") WHERE merged_into is null;--> statement-breakpoint
CREATE INDEX "patients_merged_into" ON "patients" USING btree ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
-- Two patients of one name and birth date of whom staff said that they are not the same person.
CREATE TABLE "different_patients" (
	"clinic_id" uuid NOT NULL,
	"one_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "different_patients_one_id_other_id_pk" PRIMARY KEY("one_id","other_id"),
	CONSTRAINT "different_patients_order" CHECK ("different_patients"."one_id" < "different_patients"."other_id")
);
--> statement-breakpoint
ALTER TABLE "different_patients" ADD CONSTRAINT "different_patients_clinic_id_one_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","one_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "different_patients" ADD CONSTRAINT "different_patients_clinic_id_other_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","other_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE different_patients ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE different_patients FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY own_clinic ON different_patients TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON different_patients TO medcal_app;
