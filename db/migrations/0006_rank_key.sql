-- The order of asking, as one number that no clock changes: days of waiting, since the last offer
-- and gained all grow alike for everybody, so their weighted instants compare as they do.
-- The same formula is rankKey in lib/domain/matching.ts; a test compares the two.
CREATE FUNCTION set_rank_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  weights clinics%ROWTYPE;
BEGIN
  SELECT * INTO weights FROM clinics WHERE id = NEW.clinic_id;
  NEW.rank_key := (
    - weights.weight_waiting * extract(epoch FROM NEW.waitlisted_at)
    - weights.weight_contact * extract(epoch FROM coalesce(NEW.last_offered_at, NEW.waitlisted_at))
    + weights.weight_gain * extract(epoch FROM NEW.starts_at)) / 86400;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER appointments_rank_key
  BEFORE INSERT OR UPDATE OF waitlisted_at, last_offered_at, starts_at ON appointments
  FOR EACH ROW WHEN (NEW.waitlisted_at IS NOT NULL) EXECUTE FUNCTION set_rank_key();
--> statement-breakpoint
-- The owner must see every row for this once.
ALTER TABLE clinics NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE appointments NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE openings NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE offers NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE appointments a SET last_offered_at = (SELECT max(f.offered_at) FROM offers f WHERE f.appointment_id = a.id)
WHERE waitlisted_at IS NOT NULL;
--> statement-breakpoint
UPDATE openings SET source = 'accepted' WHERE depth > 0;
--> statement-breakpoint
ALTER TABLE clinics FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE openings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE offers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Openings that have begun, or that nobody has worked on for two minutes although they are to be
-- offered: not while the clinic makes no offers, and not before its quiet hours end.
CREATE OR REPLACE FUNCTION neglected_openings(how_many int) RETURNS TABLE (id uuid, clinic_id uuid, started boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    SELECT o.id, o.clinic_id, o.starts_at <= clock_timestamp()
    FROM public.openings o JOIN public.clinics c ON c.id = o.clinic_id
    WHERE o.state = 'open'
      AND (o.starts_at <= clock_timestamp()
        OR (c.offers_on
          AND o.exhausted_at IS NULL
          AND coalesce(o.resumes_at <= clock_timestamp(), o.created_at < now() - interval '2 minutes')
          AND NOT EXISTS (
            SELECT FROM public.offers f
            WHERE f.opening_id = o.id AND f.closed_at > now() - interval '2 minutes')))
    ORDER BY o.starts_at LIMIT how_many
  $$;
