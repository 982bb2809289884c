-- What the hash of a link's token is bound to, and how often its patient's links were ended.
CREATE OR REPLACE FUNCTION find_token(wanted bytea) RETURNS TABLE (
    clinic_id uuid, purpose token_purpose, appointment_id uuid, appointment_version int,
    offer_id uuid, invitation_id uuid, links_epoch int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT t.clinic_id, t.purpose, t.appointment_id, t.appointment_version, t.offer_id, t.invitation_id,
      coalesce(p.links_epoch, 0)
    FROM public.tokens t
    LEFT JOIN public.appointments a ON a.id = t.appointment_id
    LEFT JOIN public.offers f ON f.id = t.offer_id
    LEFT JOIN public.patients p ON p.id = coalesce(a.patient_id, f.patient_id)
    WHERE t.hash = wanted
  $$;
