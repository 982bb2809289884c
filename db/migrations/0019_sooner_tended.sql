-- A lost event costs an opening no more than the next minute's sweep: it counts as neglected once a
-- move can no longer be taken back (15 seconds), not after two minutes. To wake what is worked on
-- changes nothing.
CREATE OR REPLACE FUNCTION neglected_openings(how_many int) RETURNS TABLE (id uuid, clinic_id uuid, started boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    SELECT o.id, o.clinic_id, o.starts_at <= clock_timestamp()
    FROM public.openings o JOIN public.clinics c ON c.id = o.clinic_id
    WHERE o.state = 'open'
      AND (o.starts_at <= clock_timestamp()
        OR (c.offers_on
          AND o.exhausted_at IS NULL
          AND coalesce(o.resumes_at <= clock_timestamp(), o.created_at < now() - interval '20 seconds')
          AND NOT EXISTS (
            SELECT FROM public.offers f
            WHERE f.opening_id = o.id AND f.closed_at > now() - interval '20 seconds')))
    ORDER BY o.starts_at LIMIT how_many
  $$;
