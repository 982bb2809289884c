-- Of each clinic whose sweep is on: its zone, its time of day, and the day of its last run by the clock.
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
  $$;
