CREATE TYPE "public"."message_why" AS ENUM('server-silent', 'mailbox-defers', 'stopped-with-error', 'invitation-closed', 'invitation-expired', 'visit-gone', 'visit-moved', 'visit-begun', 'visit-confirmed', 'visit-arrived', 'visit-fulfilled', 'visit-noshow', 'visit-cancelled', 'visit-reinstated', 'offer-over', 'offer-never-sent', 'offer-too-late', 'patient-erased', 'address-refused', 'given-up', 'came-back');--> statement-breakpoint
ALTER TABLE "sweep_runs" ADD COLUMN "failed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "why" "message_why";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "server_said" text;--> statement-breakpoint
-- The owner must see every row for this once.
ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE sweep_runs NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Every sentence that the commands have ever written. Of a message that failed and whose patient was
-- erased since, none was kept.
UPDATE messages SET
  why = CASE
    WHEN error = 'The mail server did not answer; it is tried again.' THEN 'server-silent'
    WHEN error = 'The mailbox takes nothing for now; it is tried again.' THEN 'mailbox-defers'
    WHEN error = 'It stopped with an error; it is tried again.' THEN 'stopped-with-error'
    WHEN error = 'the invitation is closed' THEN 'invitation-closed'
    WHEN error = 'the invitation is over' THEN 'invitation-expired'
    WHEN error = 'the visit is gone' THEN 'visit-gone'
    WHEN error = 'the visit has moved' THEN 'visit-moved'
    WHEN error = 'the visit has begun' THEN 'visit-begun'
    WHEN error = 'the visit stands again' THEN 'visit-reinstated'
    WHEN error IN ('the visit is confirmed', 'the visit is arrived', 'the visit is fulfilled', 'the visit is noshow', 'the visit is cancelled')
      THEN 'visit-' || substr(error, length('the visit is ') + 1)
    WHEN error IN ('the offer is over', 'the offer is over before it may be sent') THEN 'offer-over'
    WHEN error = 'the offer never went out' THEN 'offer-never-sent'
    WHEN error = 'it is too late to send the offer' THEN 'offer-too-late'
    WHEN error = 'the patient was erased' THEN 'patient-erased'
    WHEN error = 'The address does not take mail.' THEN 'address-refused'
    WHEN error = 'The mail server did not take it.' THEN 'given-up'
    WHEN error LIKE 'It came back%' THEN 'came-back'
  END::message_why,
  server_said = CASE WHEN error LIKE 'It came back: %' THEN substr(error, length('It came back: ') + 1) END
WHERE error IS NOT NULL;--> statement-breakpoint
UPDATE sweep_runs SET failed = true WHERE error IS NOT NULL;--> statement-breakpoint
ALTER TABLE messages FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE sweep_runs FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- As in 0007, but for what says that a run failed.
CREATE OR REPLACE FUNCTION sweep_plans(wanted sweep) RETURNS TABLE (clinic_id uuid, zone text, at text, last_day text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT c.id, c.time_zone, p.at::text, (
      SELECT max(r.day)::text FROM public.sweep_runs r
      WHERE r.clinic_id = c.id AND r.sweep = wanted AND NOT r.by_hand AND NOT r.failed)
    FROM public.clinics c, LATERAL (
      SELECT CASE wanted WHEN 'confirm-upcoming' THEN c.confirm_on ELSE c.reschedule_on END AS is_on,
        CASE wanted WHEN 'confirm-upcoming' THEN c.confirm_at ELSE c.reschedule_at END AS at) p
    WHERE p.is_on ORDER BY c.id
  $$;--> statement-breakpoint
-- As in 0025, but for what says that a run failed.
CREATE OR REPLACE FUNCTION retention_plans() RETURNS TABLE (clinic_id uuid, zone text, last_day text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT c.id, c.time_zone, (
      SELECT max(r.day)::text FROM public.sweep_runs r
      WHERE r.clinic_id = c.id AND r.sweep::text = 'erase-expired' AND r.finished_at IS NOT NULL AND NOT r.failed)
    FROM public.clinics c WHERE c.keep_years IS NOT NULL ORDER BY c.id
  $$;--> statement-breakpoint
DROP INDEX "sweep_runs_once_a_day";--> statement-breakpoint
CREATE UNIQUE INDEX "sweep_runs_once_a_day" ON "sweep_runs" USING btree ("clinic_id","sweep","day") WHERE not by_hand and not failed;--> statement-breakpoint
ALTER TABLE "sweep_runs" DROP COLUMN "error";--> statement-breakpoint
ALTER TABLE "messages" DROP COLUMN "error";
