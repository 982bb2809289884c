-- What a clinic owes the people whose data it keeps: erasing them, keeping them no longer than it must,
-- and a note of who looked at them.
ALTER TYPE "public"."sweep" ADD VALUE 'erase-expired';--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "keep_years" smallint;--> statement-breakpoint
ALTER TABLE "clinics" ADD CONSTRAINT "clinics_keep" CHECK ("clinics"."keep_years" between 1 and 100);--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "age_from_year" smallint;--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_erased" CHECK ("patients"."erased_at" is null or ("patients"."given_name" = '' and "patients"."family_name" = '' and "patients"."email" = '' and "patients"."phone" = '' and "patients"."birth_date" is null));--> statement-breakpoint
-- (A type written anew, though the same, drops what the planner's statistics hold: see the end.)
ALTER TABLE "audit" ALTER COLUMN "details" TYPE jsonb;--> statement-breakpoint
-- A column, since row-level security keeps an operator on jsonb from being an index condition.
ALTER TABLE "audit" ADD COLUMN "patient_id" uuid GENERATED ALWAYS AS ((details ->> 'patientId')::uuid) STORED;--> statement-breakpoint
DROP INDEX "audit_latest";--> statement-breakpoint
CREATE INDEX "audit_latest" ON "audit" USING btree ("clinic_id","id" DESC NULLS FIRST) WHERE action <> 'patient.viewed';--> statement-breakpoint
CREATE INDEX "audit_views" ON "audit" USING btree ("clinic_id","id" DESC NULLS FIRST) WHERE action = 'patient.viewed';--> statement-breakpoint
CREATE INDEX "audit_of_patient" ON "audit" USING btree ("clinic_id","patient_id","id") WHERE patient_id is not null;--> statement-breakpoint
CREATE INDEX "audit_by_patient" ON "audit" USING btree ("clinic_id","actor_id") WHERE actor_kind = 'patient';--> statement-breakpoint
-- Once a patient is erased, nothing more is written of them. Whoever books them at the same moment
-- waits here for the erasure and is refused (SQLSTATE MC001, lib/commands/change.ts).
CREATE FUNCTION refuse_erased() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'appointments' THEN
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
CREATE TRIGGER patients_erased BEFORE UPDATE ON patients FOR EACH ROW
  WHEN (OLD.erased_at IS NOT NULL) EXECUTE FUNCTION refuse_erased();
--> statement-breakpoint
CREATE TRIGGER appointments_erased BEFORE INSERT OR UPDATE ON appointments FOR EACH ROW
  EXECUTE FUNCTION refuse_erased();
--> statement-breakpoint
-- medcal_eraser (db/roles.ts makes it) owns the one function that may clear words out of audit rows.
GRANT USAGE ON SCHEMA public TO medcal_eraser;
--> statement-breakpoint
CREATE POLICY erase_read ON audit FOR SELECT TO medcal_eraser USING (clinic_id = current_clinic());
--> statement-breakpoint
CREATE POLICY erase ON audit FOR UPDATE TO medcal_eraser USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, UPDATE (actor_name, details) ON audit TO medcal_eraser;
--> statement-breakpoint
CREATE POLICY erase_read ON appointments FOR SELECT TO medcal_eraser USING (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT (id, clinic_id, patient_id) ON appointments TO medcal_eraser;
--> statement-breakpoint
CREATE POLICY erase_read ON patients FOR SELECT TO medcal_eraser USING (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT (id, clinic_id, erased_at) ON patients TO medcal_eraser;
--> statement-breakpoint
-- Takes a patient's name and everything that is not a known id, time, figure or word of Medcal's own
-- out of the trail of those who are erased; how many rows that concerns. Others it leaves as they are.
CREATE FUNCTION erase_audit_of(wanted uuid[]) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH gone AS (
      SELECT array_agg(id) AS ids FROM public.patients
      WHERE clinic_id = public.current_clinic() AND id = ANY (wanted) AND erased_at IS NOT NULL
    ), visits AS (
      SELECT array_agg(v.id) AS ids FROM public.appointments v, gone
      WHERE v.clinic_id = public.current_clinic() AND v.patient_id = ANY (gone.ids)
    ), cleared AS (
      UPDATE public.audit a SET
        actor_name = CASE WHEN a.actor_kind = 'patient' AND a.actor_id = ANY (gone.ids) THEN '' ELSE a.actor_name END,
        details = CASE WHEN a.patient_id = ANY (gone.ids) OR a.appointment_id = ANY (visits.ids) THEN (
          SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(a.details)
          WHERE key = ANY ('{patientId,mergedId,otherId,sent,practitionerId,typeId,offerId,messageId,openingId,from,to,at,until,by,why,was,is,kind,source,reasons,gainDays,late,confirmed,back,again,reached,permanent}')
        ) ELSE a.details END
      FROM gone, visits
      WHERE a.clinic_id = public.current_clinic()
        AND (a.patient_id = ANY (gone.ids) OR a.appointment_id = ANY (visits.ids)
          OR (a.actor_kind = 'patient' AND a.actor_id = ANY (gone.ids)))
      RETURNING 1
    )
    SELECT count(*)::int FROM cleared
  $$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO medcal_eraser;
--> statement-breakpoint
ALTER FUNCTION erase_audit_of(uuid[]) OWNER TO medcal_eraser;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM medcal_eraser;
--> statement-breakpoint
REVOKE ALL ON FUNCTION erase_audit_of(uuid[]) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION erase_audit_of(uuid[]) TO medcal_app;
--> statement-breakpoint
-- The one exception: that function's role may take words away, and add none. What was done, when, to
-- what, and by which account it may not touch at all: it is granted those two columns alone.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'medcal_eraser'
    AND OLD.details @> NEW.details
    AND NEW.details -> 'patientId' IS NOT DISTINCT FROM OLD.details -> 'patientId'
    AND (NEW.actor_name = OLD.actor_name OR (OLD.actor_kind = 'patient' AND NEW.actor_name = ''))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit rows cannot be changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
-- Of each clinic that keeps patients only so long: its zone, and the day of its last finished run.
-- (As text: a value of an enum cannot be named in the transaction that added it.)
CREATE FUNCTION retention_plans() RETURNS TABLE (clinic_id uuid, zone text, last_day text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT c.id, c.time_zone, (
      SELECT max(r.day)::text FROM public.sweep_runs r
      WHERE r.clinic_id = c.id AND r.sweep::text = 'erase-expired' AND r.finished_at IS NOT NULL AND r.error IS NULL)
    FROM public.clinics c WHERE c.keep_years IS NOT NULL ORDER BY c.id
  $$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION retention_plans() OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION retention_plans() FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION retention_plans() TO medcal_app;
--> statement-breakpoint
-- The planner's statistics would keep values of people who are erased: none are gathered of these
-- columns any more. (A type written anew, though the same, drops what was gathered before.)
ALTER TABLE patients
  ALTER COLUMN given_name TYPE text, ALTER COLUMN given_name SET STATISTICS 0,
  ALTER COLUMN family_name TYPE text, ALTER COLUMN family_name SET STATISTICS 0,
  ALTER COLUMN email TYPE text, ALTER COLUMN email SET STATISTICS 0,
  ALTER COLUMN phone TYPE text, ALTER COLUMN phone SET STATISTICS 0,
  ALTER COLUMN birth_date TYPE date, ALTER COLUMN birth_date SET STATISTICS 0;
--> statement-breakpoint
ALTER INDEX patients_search ALTER COLUMN 1 SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE appointments
  ALTER COLUMN note TYPE text, ALTER COLUMN note SET STATISTICS 0,
  ALTER COLUMN cancel_reason TYPE text, ALTER COLUMN cancel_reason SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE messages
  ALTER COLUMN sent_to TYPE text, ALTER COLUMN sent_to SET STATISTICS 0,
  ALTER COLUMN error TYPE text, ALTER COLUMN error SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE audit
  ALTER COLUMN actor_name TYPE text, ALTER COLUMN actor_name SET STATISTICS 0,
  ALTER COLUMN details SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE saved_views
  ALTER COLUMN name TYPE text, ALTER COLUMN name SET STATISTICS 0,
  ALTER COLUMN query TYPE text, ALTER COLUMN query SET STATISTICS 0;
