-- Sweeps by hand that were asked for 20 seconds to a day ago and have not been done.
CREATE OR REPLACE FUNCTION owed_sweeps(how_many int) RETURNS TABLE (id uuid, clinic_id uuid, sweep sweep)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT r.id, r.clinic_id, r.sweep FROM public.sweep_runs r
    WHERE r.by_hand AND r.finished_at IS NULL
      AND r.started_at BETWEEN clock_timestamp() - interval '1 day' AND clock_timestamp() - interval '20 seconds'
    ORDER BY r.started_at LIMIT how_many
  $$;
