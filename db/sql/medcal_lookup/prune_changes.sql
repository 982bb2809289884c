-- Deletes changes that nobody will ask for again; how many there were.
CREATE OR REPLACE FUNCTION prune_changes(how_many int) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH gone AS (
      DELETE FROM public.changes WHERE (clinic_id, id) IN (
        SELECT c.clinic_id, c.id FROM public.changes c
        WHERE c.created_at < now() - interval '1 day' ORDER BY c.created_at LIMIT how_many)
      RETURNING 1)
    SELECT count(*)::int FROM gone
  $$;
