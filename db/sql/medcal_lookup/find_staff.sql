-- The clinic that a signed-in account works for.
CREATE OR REPLACE FUNCTION find_staff(wanted text) RETURNS SETOF staff
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT * FROM public.staff WHERE auth_subject = wanted $$;
