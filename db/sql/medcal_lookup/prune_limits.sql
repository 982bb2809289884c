-- Deletes what no longer limits anything; how many rows there were.
CREATE OR REPLACE FUNCTION prune_limits(how_many int) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH gone AS (
      DELETE FROM public.rate_limits WHERE key IN (
        SELECT l.key FROM public.rate_limits l
        WHERE l.expire < (extract(epoch FROM now()) - 3600) * 1000 ORDER BY l.expire LIMIT how_many)
      RETURNING 1)
    SELECT count(*)::int FROM gone
  $$;
