-- Events that have waited longer than a moment to get out.
CREATE OR REPLACE FUNCTION stranded_outbox(how_many int) RETURNS SETOF outbox
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT * FROM public.outbox WHERE sent_at IS NULL AND created_at < now() - interval '5 seconds' ORDER BY created_at LIMIT how_many $$;
