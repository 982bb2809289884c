-- Clinics whose last try the mail server did not take, where it has taken another clinic's since.
CREATE OR REPLACE FUNCTION clinics_mailing_again() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT c.id FROM public.clinics c
    WHERE c.mail_fails_since IS NOT NULL
      AND EXISTS (SELECT FROM public.messages m WHERE m.sent_at > c.mail_tried_at)
    ORDER BY c.id
  $$;
