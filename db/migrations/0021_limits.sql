ALTER TABLE "clinics" ADD COLUMN "self_moves_a_day" smallint DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "wish_changes_a_day" smallint DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD CONSTRAINT "clinics_patient_limits" CHECK ("clinics"."self_moves_a_day" between 1 and 100 and "clinics"."wish_changes_a_day" between 1 and 100);--> statement-breakpoint
-- Counts how often a patient's links were ended: it goes into their derivation, so those before are no longer made.
ALTER TABLE "patients" ADD COLUMN "links_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "tokens_of_appointment" ON "tokens" USING btree ("appointment_id") WHERE appointment_id is not null;--> statement-breakpoint
CREATE INDEX "tokens_of_offer" ON "tokens" USING btree ("offer_id") WHERE offer_id is not null;--> statement-breakpoint
-- What was done how often. rate-limiter-flexible writes its first three columns by their position; the
-- clinic comes from the scope, and is null for what is done by an account that has none (a sign-up).
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" bigint,
	"clinic_id" uuid DEFAULT current_clinic()
);
--> statement-breakpoint
ALTER TABLE "rate_limits" ADD CONSTRAINT "rate_limits_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rate_limits_expire" ON "rate_limits" USING btree ("expire");--> statement-breakpoint
ALTER TABLE rate_limits ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rate_limits FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- "Not distinct": without a scope the rows without a clinic, and they alone.
CREATE POLICY own_clinic ON rate_limits TO medcal_app USING (clinic_id IS NOT DISTINCT FROM current_clinic()) WITH CHECK (clinic_id IS NOT DISTINCT FROM current_clinic());
--> statement-breakpoint
-- No DELETE: who could delete a row would be free of its limit. What is past is pruned below.
GRANT SELECT, INSERT, UPDATE ON rate_limits TO medcal_app;
--> statement-breakpoint
CREATE POLICY lookup ON rate_limits FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON rate_limits TO medcal_lookup;
--> statement-breakpoint
-- An hour later than it ends, whatever the app's clock and the database's say of each other.
CREATE POLICY prune ON rate_limits FOR DELETE TO medcal_lookup USING (expire < (extract(epoch FROM now()) - 3600) * 1000);
--> statement-breakpoint
GRANT DELETE ON rate_limits TO medcal_lookup;
--> statement-breakpoint
-- Deletes what no longer limits anything; how many rows there were.
CREATE FUNCTION prune_limits(how_many int) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH gone AS (
      DELETE FROM public.rate_limits WHERE key IN (
        SELECT l.key FROM public.rate_limits l
        WHERE l.expire < (extract(epoch FROM now()) - 3600) * 1000 ORDER BY l.expire LIMIT how_many)
      RETURNING 1)
    SELECT count(*)::int FROM gone
  $$;
--> statement-breakpoint
CREATE POLICY lookup ON appointments FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON appointments TO medcal_lookup;
--> statement-breakpoint
DROP FUNCTION find_token(bytea);
--> statement-breakpoint
-- What the hash of a link's token is bound to, and how often its patient's links were ended.
CREATE FUNCTION find_token(wanted bytea) RETURNS TABLE (
    clinic_id uuid, purpose token_purpose, appointment_id uuid, appointment_version int,
    offer_id uuid, invitation_id uuid, links_epoch int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT t.clinic_id, t.purpose, t.appointment_id, t.appointment_version, t.offer_id, t.invitation_id,
      coalesce(p.links_epoch, 0)
    FROM public.tokens t
    LEFT JOIN public.appointments a ON a.id = t.appointment_id
    LEFT JOIN public.offers f ON f.id = t.offer_id
    LEFT JOIN public.patients p ON p.id = coalesce(a.patient_id, f.patient_id)
    WHERE t.hash = wanted
  $$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION prune_limits(int) OWNER TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION find_token(bytea) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION prune_limits(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION prune_limits(int) TO medcal_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_token(bytea) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_token(bytea) TO medcal_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM medcal_lookup;
