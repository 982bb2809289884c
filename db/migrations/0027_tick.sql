ALTER TABLE "messages" ADD COLUMN "due_at" timestamp with time zone DEFAULT now() NOT NULL;
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "tried_since" timestamp with time zone;
--> statement-breakpoint
DROP INDEX "messages_queued";
--> statement-breakpoint
CREATE INDEX "messages_queued" ON "messages" USING btree ("due_at") WHERE state = 'queued';
--> statement-breakpoint
CREATE INDEX "messages_sent" ON "messages" USING btree ("sent_at") WHERE sent_at is not null;
--> statement-breakpoint
ALTER TABLE "openings" ADD COLUMN "due_at" timestamp with time zone DEFAULT now() NOT NULL;
--> statement-breakpoint
CREATE INDEX "sweep_runs_owed" ON "sweep_runs" USING btree ("started_at") WHERE by_hand and finished_at is null;
--> statement-breakpoint
CREATE TABLE "heartbeat" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"ticked_at" timestamp with time zone,
	"app_url" text,
	"registered" text,
	CONSTRAINT "heartbeat_only" CHECK ("heartbeat"."only")
);
--> statement-breakpoint
ALTER TABLE heartbeat ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE heartbeat FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- No clinic's: it says that the server's engine is at work, and nothing else.
CREATE POLICY no_clinic ON heartbeat TO medcal_app USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON heartbeat TO medcal_app;
--> statement-breakpoint
DROP FUNCTION stranded_messages(int);
--> statement-breakpoint
-- Emails that should have gone out, or been tried again, two minutes ago: what was to wake them is
-- lost, or the server that held it has forgotten. `due_at` moves on with every try and every wait.
CREATE FUNCTION overdue_messages(how_many int) RETURNS TABLE (id uuid, clinic_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT m.id, m.clinic_id FROM public.messages m
    WHERE m.state = 'queued' AND m.due_at < clock_timestamp() - interval '2 minutes'
    ORDER BY m.due_at LIMIT how_many
  $$;
--> statement-breakpoint
-- Sweeps by hand that were asked for 20 seconds to a day ago and have not been done.
CREATE FUNCTION owed_sweeps(how_many int) RETURNS TABLE (id uuid, clinic_id uuid, sweep sweep)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT r.id, r.clinic_id, r.sweep FROM public.sweep_runs r
    WHERE r.by_hand AND r.finished_at IS NULL
      AND r.started_at BETWEEN clock_timestamp() - interval '1 day' AND clock_timestamp() - interval '20 seconds'
    ORDER BY r.started_at LIMIT how_many
  $$;
--> statement-breakpoint
-- Clinics whose last try the mail server did not take, where it has taken another clinic's since.
CREATE FUNCTION clinics_mailing_again() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT c.id FROM public.clinics c
    WHERE c.mail_fails_since IS NOT NULL
      AND EXISTS (SELECT FROM public.messages m WHERE m.sent_at > c.mail_tried_at)
    ORDER BY c.id
  $$;
--> statement-breakpoint
-- `asked` tells one neglect of an opening from the next: how often it has been offered. It returns
-- another row than before, which CREATE OR REPLACE cannot do.
DROP FUNCTION neglected_openings(int);
--> statement-breakpoint
CREATE FUNCTION neglected_openings(how_many int) RETURNS TABLE (id uuid, clinic_id uuid, started boolean, asked int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT o.id, o.clinic_id, o.starts_at <= clock_timestamp(),
      (SELECT count(*)::int FROM public.offers f WHERE f.opening_id = o.id)
    FROM public.openings o JOIN public.clinics c ON c.id = o.clinic_id
    WHERE o.state = 'open'
      AND (o.starts_at <= clock_timestamp()
        OR (c.offers_on
          AND o.exhausted_at IS NULL
          AND coalesce(o.resumes_at <= clock_timestamp(), o.due_at < clock_timestamp() - interval '20 seconds')
          AND NOT EXISTS (
            SELECT FROM public.offers f
            WHERE f.opening_id = o.id AND f.closed_at > clock_timestamp() - interval '20 seconds')))
    ORDER BY o.starts_at LIMIT how_many
  $$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION overdue_messages(int) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION overdue_messages(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION overdue_messages(int) TO medcal_app;
--> statement-breakpoint
ALTER FUNCTION owed_sweeps(int) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION owed_sweeps(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION owed_sweeps(int) TO medcal_app;
--> statement-breakpoint
ALTER FUNCTION clinics_mailing_again() OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION clinics_mailing_again() FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION clinics_mailing_again() TO medcal_app;
--> statement-breakpoint
ALTER FUNCTION neglected_openings(int) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION neglected_openings(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION neglected_openings(int) TO medcal_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM medcal_lookup;
