-- The order of asking, as one number that no clock changes: days of waiting, since the last offer
-- and gained all grow alike for everybody, so their weighted instants compare as they do.
-- The same formula is rankKey in lib/domain/matching.ts; a test compares the two.
-- A wait that goes on after it had ended is ranked by the weights of that moment.
CREATE OR REPLACE FUNCTION set_rank_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  weights clinics%ROWTYPE;
BEGIN
  SELECT * INTO weights FROM clinics WHERE id = NEW.clinic_id;
  NEW.rank_key := (
    - weights.weight_waiting * extract(epoch FROM NEW.since)
    - weights.weight_contact * extract(epoch FROM coalesce(NEW.last_offered_at, NEW.since))
    + weights.weight_gain * extract(epoch FROM NEW.earlier_than)) / 86400;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER waitlist_entries_rank_key
  BEFORE INSERT OR UPDATE OF since, until, last_offered_at, earlier_than ON waitlist_entries
  FOR EACH ROW WHEN (NEW.until IS NULL) EXECUTE FUNCTION set_rank_key();
