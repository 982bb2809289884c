-- Openings that have begun, or that nobody works on although they are to be offered: not while the
-- clinic makes no offers, and not before its quiet hours end. An opening counts as neglected once a
-- move can no longer be taken back (15 seconds): a lost event costs it no more than the next sweep,
-- and to wake what is worked on changes nothing. `asked` tells one neglect of an opening from the
-- next: how often it has been offered.
CREATE OR REPLACE FUNCTION neglected_openings(how_many int) RETURNS TABLE (id uuid, clinic_id uuid, started boolean, asked int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT o.id, o.clinic_id, o.starts_at <= clock_timestamp(),
      (SELECT count(*)::int FROM public.offers f WHERE f.opening_id = o.id)
    FROM public.openings o JOIN public.clinics c ON c.id = o.clinic_id
    WHERE o.state = 'open'
      AND (o.starts_at <= clock_timestamp()
        OR (c.offers_on
          AND o.exhausted_at IS NULL
          AND coalesce(o.resumes_at <= clock_timestamp(), o.due_at < clock_timestamp() - interval '20 seconds')
          AND NOT EXISTS (
            SELECT FROM public.offers f
            WHERE f.opening_id = o.id AND f.closed_at > clock_timestamp() - interval '20 seconds')))
    ORDER BY o.starts_at LIMIT how_many
  $$;
