-- What drizzle-kit cannot write: the overlap constraint, row-level security, the roles, the append-only audit.
ALTER TABLE slots ADD CONSTRAINT slots_no_overlap EXCLUDE USING gist (practitioner_id WITH =, during WITH &&);
--> statement-breakpoint
-- The application works as medcal_app: it owns nothing and sees one clinic at a time.
-- medcal_lookup owns the few functions that must look before a clinic is known.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'medcal_app') THEN
    CREATE ROLE medcal_app NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'medcal_lookup') THEN
    CREATE ROLE medcal_lookup NOLOGIN;
  END IF;
  EXECUTE format('GRANT medcal_app, medcal_lookup TO %I', current_user);
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO medcal_app, medcal_lookup;
--> statement-breakpoint
CREATE FUNCTION current_clinic() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.clinic_id', true), '')::uuid;
--> statement-breakpoint
ALTER TABLE clinics ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE clinics FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON clinics TO medcal_app USING (id = current_clinic()) WITH CHECK (id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON clinics TO medcal_app;
--> statement-breakpoint
ALTER TABLE practitioners ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE practitioners FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON practitioners TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON practitioners TO medcal_app;
--> statement-breakpoint
ALTER TABLE working_hours ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE working_hours FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON working_hours TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON working_hours TO medcal_app;
--> statement-breakpoint
ALTER TABLE absences ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE absences FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON absences TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON absences TO medcal_app;
--> statement-breakpoint
ALTER TABLE appointment_types ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE appointment_types FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON appointment_types TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON appointment_types TO medcal_app;
--> statement-breakpoint
ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE staff FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON staff TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON staff TO medcal_app;
--> statement-breakpoint
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON invitations TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON invitations TO medcal_app;
--> statement-breakpoint
ALTER TABLE sweep_runs ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sweep_runs FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON sweep_runs TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sweep_runs TO medcal_app;
--> statement-breakpoint
ALTER TABLE patients ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE patients FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON patients TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON patients TO medcal_app;
--> statement-breakpoint
ALTER TABLE appointments ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON appointments TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON appointments TO medcal_app;
--> statement-breakpoint
ALTER TABLE openings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE openings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON openings TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON openings TO medcal_app;
--> statement-breakpoint
ALTER TABLE offers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE offers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON offers TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON offers TO medcal_app;
--> statement-breakpoint
ALTER TABLE slots ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE slots FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON slots TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON slots TO medcal_app;
--> statement-breakpoint
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON messages TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON messages TO medcal_app;
--> statement-breakpoint
ALTER TABLE tokens ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE tokens FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON tokens TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON tokens TO medcal_app;
--> statement-breakpoint
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON outbox TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO medcal_app;
--> statement-breakpoint
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON audit TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT ON audit TO medcal_app;
--> statement-breakpoint
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit rows cannot be changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE POLICY lookup ON clinics FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON clinics TO medcal_lookup;
--> statement-breakpoint
CREATE POLICY lookup ON staff FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON staff TO medcal_lookup;
--> statement-breakpoint
CREATE POLICY lookup ON tokens FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON tokens TO medcal_lookup;
--> statement-breakpoint
CREATE POLICY lookup ON outbox FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON outbox TO medcal_lookup;
--> statement-breakpoint
CREATE POLICY lookup ON offers FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON offers TO medcal_lookup;
--> statement-breakpoint
CREATE POLICY lookup ON openings FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
GRANT SELECT ON openings TO medcal_lookup;
--> statement-breakpoint
-- A link's clinic, by the hash of its token.
CREATE FUNCTION find_token(wanted bytea) RETURNS SETOF tokens
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT * FROM public.tokens WHERE hash = wanted $$;
--> statement-breakpoint
-- The clinic that a signed-in account works for.
CREATE FUNCTION find_staff(wanted text) RETURNS SETOF staff
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT * FROM public.staff WHERE auth_subject = wanted $$;
--> statement-breakpoint
-- Every clinic, for the sweeps.
CREATE FUNCTION all_clinic_ids() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT id FROM public.clinics ORDER BY id $$;
--> statement-breakpoint
-- Events that have waited longer than a moment to get out.
CREATE FUNCTION stranded_outbox(how_many int) RETURNS SETOF outbox
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT * FROM public.outbox WHERE sent_at IS NULL AND created_at < now() - interval '5 seconds' ORDER BY created_at LIMIT how_many $$;
--> statement-breakpoint
-- Offers past their time that are still pending.
CREATE FUNCTION overdue_offers(how_many int) RETURNS TABLE (id uuid, clinic_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT o.id, o.clinic_id FROM public.offers o WHERE o.state = 'pending' AND o.expires_at <= clock_timestamp() ORDER BY o.expires_at LIMIT how_many $$;
--> statement-breakpoint
-- Openings that have begun, or that nobody has worked on for two minutes.
CREATE FUNCTION neglected_openings(how_many int) RETURNS TABLE (id uuid, clinic_id uuid, started boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    SELECT o.id, o.clinic_id, o.starts_at <= clock_timestamp()
    FROM public.openings o
    WHERE o.state = 'open'
      AND (o.starts_at <= clock_timestamp()
        OR (o.exhausted_at IS NULL
          AND o.created_at < now() - interval '2 minutes'
          AND NOT EXISTS (
            SELECT FROM public.offers f
            WHERE f.opening_id = o.id AND f.closed_at > now() - interval '2 minutes')))
    ORDER BY o.starts_at LIMIT how_many
  $$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION find_token(bytea) OWNER TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION find_staff(text) OWNER TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION all_clinic_ids() OWNER TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION stranded_outbox(int) OWNER TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION overdue_offers(int) OWNER TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION neglected_openings(int) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_token(bytea) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_token(bytea) TO medcal_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_staff(text) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_staff(text) TO medcal_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION all_clinic_ids() FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION all_clinic_ids() TO medcal_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION stranded_outbox(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION stranded_outbox(int) TO medcal_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION overdue_offers(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION overdue_offers(int) TO medcal_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION neglected_openings(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION neglected_openings(int) TO medcal_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM medcal_lookup;
