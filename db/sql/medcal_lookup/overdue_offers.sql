-- Offers past their time that are still pending.
CREATE OR REPLACE FUNCTION overdue_offers(how_many int) RETURNS TABLE (id uuid, clinic_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT o.id, o.clinic_id FROM public.offers o WHERE o.state = 'pending' AND o.expires_at <= clock_timestamp() ORDER BY o.expires_at LIMIT how_many $$;
