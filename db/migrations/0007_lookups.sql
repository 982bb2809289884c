CREATE INDEX "outbox_sent" ON "outbox" USING btree ("sent_at") WHERE sent_at is not null;
--> statement-breakpoint
CREATE POLICY lookup ON messages FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON messages TO medcal_lookup;
--> statement-breakpoint
CREATE POLICY lookup ON sweep_runs FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON sweep_runs TO medcal_lookup;
--> statement-breakpoint
CREATE POLICY lookup ON slots FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON slots TO medcal_lookup;
--> statement-breakpoint
CREATE POLICY lookup ON patients FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON patients TO medcal_lookup;
--> statement-breakpoint
CREATE POLICY prune ON outbox FOR DELETE TO medcal_lookup USING (sent_at < now() - interval '30 days');
--> statement-breakpoint
GRANT DELETE ON outbox TO medcal_lookup;
--> statement-breakpoint
-- Mails whose event is lost: still queued when the eleven tries of send-message (4 h 19 min) are over.
CREATE FUNCTION stranded_messages(how_many int) RETURNS TABLE (id uuid, clinic_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT m.id, m.clinic_id FROM public.messages m WHERE m.state = 'queued' AND m.created_at < now() - interval '5 hours' ORDER BY m.created_at LIMIT how_many $$;
--> statement-breakpoint
-- Deletes events that went out more than 30 days ago; how many there were.
CREATE FUNCTION prune_outbox(how_many int) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    WITH gone AS (
      DELETE FROM public.outbox WHERE id IN (
        SELECT o.id FROM public.outbox o
        WHERE o.sent_at < now() - interval '30 days' ORDER BY o.sent_at LIMIT how_many)
      RETURNING 1)
    SELECT count(*)::int FROM gone
  $$;
--> statement-breakpoint
-- Of each clinic whose sweep is on: its zone, its time of day, and the day of its last run by the clock.
CREATE FUNCTION sweep_plans(wanted sweep) RETURNS TABLE (clinic_id uuid, zone text, at text, last_day text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    SELECT c.id, c.time_zone, p.at::text, (
      SELECT max(r.day)::text FROM public.sweep_runs r
      WHERE r.clinic_id = c.id AND r.sweep = wanted AND NOT r.by_hand AND r.error IS NULL)
    FROM public.clinics c, LATERAL (
      SELECT CASE wanted WHEN 'confirm-upcoming' THEN c.confirm_on ELSE c.reschedule_on END AS is_on,
        CASE wanted WHEN 'confirm-upcoming' THEN c.confirm_at ELSE c.reschedule_at END AS at) p
    WHERE p.is_on ORDER BY c.id
  $$;
--> statement-breakpoint
-- Who a signed-in account is, and the clinic it works for, while its access is on.
CREATE FUNCTION find_session(wanted text) RETURNS TABLE (staff staff, clinic clinics)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT s, c FROM public.staff s JOIN public.clinics c ON c.id = s.clinic_id WHERE s.auth_subject = wanted AND s.active $$;
--> statement-breakpoint
-- What follows stays within the scope's clinic. It is here since row-level security keeps operators
-- that are not leakproof (&&, LIKE, <%) from being index conditions: they would read every row.
CREATE FUNCTION taken_slots(of_practitioner uuid, within tstzrange) RETURNS SETOF slots ROWS 100
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    SELECT * FROM public.slots
    WHERE clinic_id = current_clinic() AND practitioner_id = of_practitioner AND during && within
  $$;
--> statement-breakpoint
CREATE FUNCTION patients_like(pattern text) RETURNS SETOF uuid ROWS 20
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    SELECT id FROM public.patients
    WHERE clinic_id = current_clinic()
      AND lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone) LIKE pattern
  $$;
--> statement-breakpoint
-- Loads pg_trgm into this session: until then only a superuser may set its threshold, and an
-- existing database migrates in a session that has not used it yet.
SELECT show_limit();
--> statement-breakpoint
-- Half of a name's trigrams are there when one letter in five is another ("ozlem", "Özlem").
CREATE FUNCTION patients_close(typed text, how_many int) RETURNS SETOF uuid ROWS 10
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public SET pg_trgm.word_similarity_threshold = 0.45
  AS $$
    SELECT id FROM public.patients
    WHERE clinic_id = current_clinic()
      AND typed <% lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone)
    ORDER BY word_similarity(typed, lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone)) DESC, id
    LIMIT how_many
  $$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION stranded_messages(int) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION stranded_messages(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION stranded_messages(int) TO medcal_app;
--> statement-breakpoint
ALTER FUNCTION prune_outbox(int) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION prune_outbox(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION prune_outbox(int) TO medcal_app;
--> statement-breakpoint
ALTER FUNCTION sweep_plans(sweep) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION sweep_plans(sweep) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION sweep_plans(sweep) TO medcal_app;
--> statement-breakpoint
ALTER FUNCTION find_session(text) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_session(text) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_session(text) TO medcal_app;
--> statement-breakpoint
ALTER FUNCTION taken_slots(uuid, tstzrange) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION taken_slots(uuid, tstzrange) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION taken_slots(uuid, tstzrange) TO medcal_app;
--> statement-breakpoint
ALTER FUNCTION patients_like(text) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION patients_like(text) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION patients_like(text) TO medcal_app;
--> statement-breakpoint
ALTER FUNCTION patients_close(text, int) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION patients_close(text, int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION patients_close(text, int) TO medcal_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM medcal_lookup;
