-- Openings that have begun, or that nobody has worked on for two minutes; a clinic that makes no
-- offers has nobody work on them, and would have each of them sent into matching every minute.
CREATE OR REPLACE FUNCTION neglected_openings(how_many int) RETURNS TABLE (id uuid, clinic_id uuid, started boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    SELECT o.id, o.clinic_id, o.starts_at <= clock_timestamp()
    FROM public.openings o JOIN public.clinics c ON c.id = o.clinic_id
    WHERE o.state = 'open'
      AND (o.starts_at <= clock_timestamp()
        OR (c.offers_on
          AND o.exhausted_at IS NULL
          AND o.created_at < now() - interval '2 minutes'
          AND NOT EXISTS (
            SELECT FROM public.offers f
            WHERE f.opening_id = o.id AND f.closed_at > now() - interval '2 minutes')))
    ORDER BY o.starts_at LIMIT how_many
  $$;
