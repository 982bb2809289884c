-- Whose mail a mail is that came back: relays know it by its Message-ID alone.
CREATE OR REPLACE FUNCTION clinic_of_message(wanted uuid) RETURNS TABLE (clinic_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT m.clinic_id FROM public.messages m WHERE m.id = wanted $$;
