-- A wait for an earlier time is a row of its own; before, a visit's row held its one wait.
CREATE TABLE "waitlist_entries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"clinic_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"type_id" uuid NOT NULL,
	"appointment_id" uuid,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"ended_why" text,
	"earlier_than" timestamp with time zone,
	"priority" smallint DEFAULT 0 NOT NULL,
	"wish_practitioner_ids" uuid[] DEFAULT '{}' NOT NULL,
	"wish_weekdays" smallint[] DEFAULT '{}' NOT NULL,
	"wish_times" time_of_day[] DEFAULT '{}' NOT NULL,
	"wish_notice_minutes" integer DEFAULT 120 NOT NULL,
	"wish_not_before" date,
	"wish_min_gain_days" smallint,
	"last_offered_at" timestamp with time zone,
	"rank_key" double precision,
	CONSTRAINT "waitlist_entries_in_clinic" UNIQUE("clinic_id","id"),
	CONSTRAINT "waitlist_entries_order" CHECK ("waitlist_entries"."since" <= "waitlist_entries"."until"),
	CONSTRAINT "waitlist_entries_ended" CHECK (("waitlist_entries"."until" is null) = ("waitlist_entries"."ended_why" is null)),
	CONSTRAINT "waitlist_entries_earlier" CHECK (("waitlist_entries"."appointment_id" is null) = ("waitlist_entries"."earlier_than" is null)),
	CONSTRAINT "waitlist_entries_notice" CHECK ("waitlist_entries"."wish_notice_minutes" between 0 and 43200),
	CONSTRAINT "waitlist_entries_gain" CHECK ("waitlist_entries"."wish_min_gain_days" between 0 and 365)
);
--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_clinic_id_type_id_appointment_types_clinic_id_id_fk" FOREIGN KEY ("clinic_id","type_id") REFERENCES "public"."appointment_types"("clinic_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_clinic_id_appointment_id_appointments_clinic_id_id_fk" FOREIGN KEY ("clinic_id","appointment_id") REFERENCES "public"."appointments"("clinic_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_entries_one_waiting" ON "waitlist_entries" USING btree ("appointment_id") WHERE until is null;
--> statement-breakpoint
CREATE INDEX "waitlist_entries_of_appointment" ON "waitlist_entries" USING btree ("clinic_id","appointment_id","since");
--> statement-breakpoint
CREATE INDEX "waitlist_entries_of_patient" ON "waitlist_entries" USING btree ("clinic_id","patient_id");
--> statement-breakpoint
-- With the wishes in it the index alone answers whom they exclude: their rows are not fetched.
CREATE INDEX "waitlist_entries_rank" ON "waitlist_entries" USING btree ("clinic_id","type_id","priority" DESC NULLS FIRST,"rank_key" DESC NULLS FIRST,"earlier_than" DESC NULLS FIRST,"id")
  INCLUDE ("appointment_id","patient_id","wish_practitioner_ids","wish_weekdays","wish_times","wish_notice_minutes","wish_not_before","wish_min_gain_days")
  WHERE until is null;
--> statement-breakpoint
ALTER TABLE waitlist_entries ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE waitlist_entries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON waitlist_entries TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON waitlist_entries TO medcal_app;
--> statement-breakpoint
DROP TRIGGER appointments_rank_key ON appointments;
--> statement-breakpoint
-- As in 0006, of entries. A wait that goes on after it had ended has the weights of that time.
CREATE OR REPLACE FUNCTION set_rank_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  weights clinics%ROWTYPE;
BEGIN
  SELECT * INTO weights FROM clinics WHERE id = NEW.clinic_id;
  NEW.rank_key := (
    - weights.weight_waiting * extract(epoch FROM NEW.since)
    - weights.weight_contact * extract(epoch FROM coalesce(NEW.last_offered_at, NEW.since))
    + weights.weight_gain * extract(epoch FROM NEW.earlier_than)) / 86400;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER waitlist_entries_rank_key
  BEFORE INSERT OR UPDATE OF since, until, last_offered_at, earlier_than ON waitlist_entries
  FOR EACH ROW WHEN (NEW.until IS NULL) EXECUTE FUNCTION set_rank_key();
--> statement-breakpoint
-- The owner must see every row for this once.
ALTER TABLE clinics NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE patients NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE appointments NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE offers NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE waitlist_entries NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The waits that a visit's row still holds. One whose visit was cancelled or attended goes on if that is taken back.
INSERT INTO waitlist_entries (clinic_id, patient_id, type_id, appointment_id, since, until, ended_why, earlier_than,
  priority, wish_practitioner_ids, wish_weekdays, wish_times, wish_notice_minutes, wish_not_before, wish_min_gain_days, last_offered_at)
SELECT a.clinic_id, a.patient_id, a.type_id, a.id, a.waitlisted_at,
  CASE WHEN ended.why IS NOT NULL THEN greatest(a.waitlisted_at, ended.at) END, ended.why, a.starts_at,
  a.priority, a.wish_practitioner_ids, a.wish_weekdays, a.wish_times, a.wish_notice_minutes, a.wish_not_before, a.wish_min_gain_days, a.last_offered_at
FROM appointments a JOIN patients p ON p.clinic_id = a.clinic_id AND p.id = a.patient_id,
LATERAL (SELECT
  CASE WHEN a.status = 'cancelled' THEN 'visit-cancelled' WHEN a.status NOT IN ('booked', 'confirmed') THEN 'visit-attended'
    WHEN p.erased_at IS NOT NULL THEN 'erased' END AS why,
  CASE WHEN a.status = 'cancelled' THEN coalesce(a.cancelled_at, a.changed_at)
    WHEN a.status NOT IN ('booked', 'confirmed') THEN coalesce(a.arrived_at, a.changed_at)
    ELSE p.erased_at END AS at) ended
WHERE a.waitlisted_at IS NOT NULL;
--> statement-breakpoint
-- The waits before that, of which offers or wishes tell: one for each visit, from its booking on. Who
-- accepted a time waited anew since then; who else waits since a later offer had left the waitlist
-- and come back, and who does not wait has left it, when the trail says so.
INSERT INTO waitlist_entries (clinic_id, patient_id, type_id, appointment_id, since, until, ended_why, earlier_than,
  priority, wish_practitioner_ids, wish_weekdays, wish_times, wish_notice_minutes, wish_not_before, wish_min_gain_days, last_offered_at)
SELECT a.clinic_id, a.patient_id, a.type_id, a.id, began.at,
  greatest(began.at, coalesce(a.waitlisted_at, (
    SELECT max(e.at) FROM audit e
    WHERE e.clinic_id = a.clinic_id AND e.appointment_id = a.id AND e.action = 'waitlist.left'),
    p.offers_stopped_at, a.changed_at)),
  CASE WHEN a.waitlisted_at IS NULL THEN CASE WHEN p.offers_stopped_at IS NULL THEN 'left' ELSE 'stopped' END
    WHEN accepted.from_starts_at IS NULL THEN 'left' ELSE 'accepted' END,
  coalesce(accepted.from_starts_at, a.starts_at),
  a.priority, a.wish_practitioner_ids, a.wish_weekdays, a.wish_times, a.wish_notice_minutes, a.wish_not_before, a.wish_min_gain_days, a.last_offered_at
FROM appointments a JOIN patients p ON p.clinic_id = a.clinic_id AND p.id = a.patient_id
CROSS JOIN LATERAL (
  SELECT least(a.created_at, min(f.offered_at)) AS at, count(*) AS offers FROM offers f
  WHERE f.clinic_id = a.clinic_id AND f.appointment_id = a.id
    AND coalesce(f.offered_at < a.waitlisted_at, true)) began
LEFT JOIN LATERAL (
  SELECT f.from_starts_at FROM offers f
  WHERE f.clinic_id = a.clinic_id AND f.appointment_id = a.id AND f.state = 'accepted'
    AND coalesce(f.offered_at < a.waitlisted_at, true)
  ORDER BY f.offered_at DESC LIMIT 1) accepted ON true
WHERE began.offers > 0 OR a.waitlisted_at IS NULL AND (
  a.priority <> 0 OR a.last_offered_at IS NOT NULL OR a.wish_practitioner_ids <> '{}' OR a.wish_weekdays <> '{}'
  OR a.wish_times <> '{}' OR a.wish_notice_minutes <> 120 OR a.wish_not_before IS NOT NULL
  OR a.wish_min_gain_days IS NOT NULL);
--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "entry_id" uuid;
--> statement-breakpoint
UPDATE offers f SET entry_id = (
  SELECT e.id FROM waitlist_entries e WHERE e.clinic_id = f.clinic_id AND e.appointment_id = f.appointment_id
  ORDER BY e.since <= f.offered_at DESC, e.since DESC LIMIT 1);
--> statement-breakpoint
ALTER TABLE "offers" ALTER COLUMN "entry_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_clinic_id_entry_id_waitlist_entries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","entry_id") REFERENCES "public"."waitlist_entries"("clinic_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE clinics FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE patients FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE offers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE waitlist_entries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "appointments" DROP CONSTRAINT "appointments_notice";
--> statement-breakpoint
ALTER TABLE "appointments" DROP CONSTRAINT "appointments_gain";
--> statement-breakpoint
DROP INDEX "appointments_waitlist";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "waitlisted_at";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "priority";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "wish_practitioner_ids";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "wish_weekdays";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "wish_times";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "wish_notice_minutes";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "wish_not_before";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "wish_min_gain_days";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "last_offered_at";
--> statement-breakpoint
ALTER TABLE "appointments" DROP COLUMN "rank_key";
--> statement-breakpoint
-- Once a patient is erased, nothing more is written of their waits either (0025).
CREATE OR REPLACE FUNCTION refuse_erased() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME <> 'patients' THEN
    IF TG_OP = 'INSERT' THEN
      PERFORM FROM public.patients WHERE id = NEW.patient_id FOR KEY SHARE;
    END IF;
    IF NOT EXISTS (SELECT FROM public.patients WHERE id = NEW.patient_id AND erased_at IS NOT NULL) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the patient is erased' USING ERRCODE = 'MC001';
END $$;
--> statement-breakpoint
CREATE TRIGGER waitlist_entries_erased BEFORE INSERT OR UPDATE ON waitlist_entries FOR EACH ROW
  EXECUTE FUNCTION refuse_erased();
--> statement-breakpoint
DROP FUNCTION waiting_places;
--> statement-breakpoint
-- The first of those who wait for a type, in the order of rank and after a place, whose entry, visit and
-- patient allow a time: one of several starts, if it is a longer time. It goes along the index and
-- stops when it has enough. The planner would not do that of itself: it takes so few rows for granted
-- that it reads and sorts the whole waitlist. With the caller's rights: row-level security applies.
CREATE FUNCTION waiting_places(
  of_type uuid, later_than timestamptz, wishing boolean, longest_minutes float8, whose uuid,
  on_weekdays smallint[], at_times time_of_day[], longest_notice float8, first_day date, last_day date,
  least_gain int, zone text,
  after_priority smallint, after_rank_key float8, after_earlier_than timestamptz, after_id uuid,
  how_many int
) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, public SET enable_sort = off
  AS $$
  DECLARE
    -- Before the first place there is none.
    place_priority smallint := coalesce(after_priority, 32767);
    place_rank_key float8 := coalesce(after_rank_key, 'Infinity');
    place_earlier_than timestamptz := coalesce(after_earlier_than, 'infinity');
    place_id uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  BEGIN
    RETURN QUERY
    SELECT e.id FROM public.waitlist_entries e
    WHERE e.clinic_id = current_clinic() AND e.type_id = of_type AND e.until IS NULL
      AND (e.priority, e.rank_key, e.earlier_than) <= (place_priority, place_rank_key, place_earlier_than)
      AND NOT ((e.priority, e.rank_key, e.earlier_than) = (place_priority, place_rank_key, place_earlier_than)
        AND e.id <= place_id)
      AND e.earlier_than > later_than
      AND (NOT wishing
        OR e.wish_notice_minutes <= longest_notice
        AND coalesce(e.wish_not_before <= last_day, true)
        AND (e.wish_weekdays = '{}' OR e.wish_weekdays && on_weekdays)
        AND (e.wish_times = '{}' OR e.wish_times && at_times)
        AND (e.wish_practitioner_ids = '{}' OR whose = ANY (e.wish_practitioner_ids))
        AND (coalesce(e.wish_min_gain_days, least_gain) = 0
          OR (e.earlier_than AT TIME ZONE zone)::date - first_day >= coalesce(e.wish_min_gain_days, least_gain))
        AND (SELECT a.ends_at - a.starts_at <= longest_minutes * interval '1 minute' FROM public.appointments a
          WHERE a.clinic_id = current_clinic() AND a.id = e.appointment_id)
        AND (SELECT p.offers_stopped_at IS NULL AND p.bounced_at IS NULL FROM public.patients p
          WHERE p.clinic_id = current_clinic() AND p.id = e.patient_id))
    ORDER BY e.priority DESC, e.rank_key DESC, e.earlier_than DESC, e.id
    LIMIT how_many;
  END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION waiting_places FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION waiting_places TO medcal_app;
