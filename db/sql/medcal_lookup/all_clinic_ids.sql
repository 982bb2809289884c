-- Every clinic, for the sweeps.
CREATE OR REPLACE FUNCTION all_clinic_ids() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT id FROM public.clinics ORDER BY id $$;
