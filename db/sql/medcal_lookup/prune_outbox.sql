-- Deletes events that went out more than 30 days ago; how many there were.
CREATE OR REPLACE FUNCTION prune_outbox(how_many int) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH gone AS (
      DELETE FROM public.outbox WHERE id IN (
        SELECT o.id FROM public.outbox o
        WHERE o.sent_at < now() - interval '30 days' ORDER BY o.sent_at LIMIT how_many)
      RETURNING 1)
    SELECT count(*)::int FROM gone
  $$;
