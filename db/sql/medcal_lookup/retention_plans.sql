-- Of each clinic that keeps patients only so long: its zone, and the day of its last finished run.
-- (As text: a value of an enum cannot be named in the transaction that added it.)
CREATE OR REPLACE FUNCTION retention_plans() RETURNS TABLE (clinic_id uuid, zone text, last_day text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT c.id, c.time_zone, (
      SELECT max(r.day)::text FROM public.sweep_runs r
      WHERE r.clinic_id = c.id AND r.sweep::text = 'erase-expired' AND r.finished_at IS NOT NULL AND NOT r.failed)
    FROM public.clinics c WHERE c.keep_years IS NOT NULL ORDER BY c.id
  $$;
