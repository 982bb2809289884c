-- The order of asking, as one number that no clock changes: days of waiting, since the last offer
-- and gained all grow alike for everybody, so their weighted instants compare as they do.
-- The same formula is rankKey in lib/domain/matching.ts; a test compares the two.
CREATE OR REPLACE FUNCTION set_rank_key() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE TRIGGER appointments_rank_key
  BEFORE INSERT OR UPDATE OF waitlisted_at, last_offered_at, starts_at ON appointments
  FOR EACH ROW WHEN (NEW.waitlisted_at IS NOT NULL) EXECUTE FUNCTION set_rank_key();
