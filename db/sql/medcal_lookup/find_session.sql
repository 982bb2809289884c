-- Who a signed-in account is, and the clinic it works or worked for: a session that was ended has to
-- be known when access has ended too.
CREATE OR REPLACE FUNCTION find_session(wanted text) RETURNS TABLE (staff staff, clinic clinics)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT s, c FROM public.staff s JOIN public.clinics c ON c.id = s.clinic_id WHERE s.auth_subject = wanted $$;
