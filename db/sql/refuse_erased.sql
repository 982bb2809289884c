-- Once a patient is erased, nothing more is written of them. Whoever books them at the same moment
-- waits here for the erasure and is refused (SQLSTATE MC001, lib/commands/change.ts).
CREATE OR REPLACE FUNCTION refuse_erased() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME <> 'patients' THEN
    IF TG_OP = 'INSERT' THEN
      PERFORM FROM public.patients WHERE id = NEW.patient_id FOR KEY SHARE;
    END IF;
    IF NOT EXISTS (SELECT FROM public.patients WHERE id = NEW.patient_id AND erased_at IS NOT NULL) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the patient is erased' USING ERRCODE = 'MC001';
END $$;

CREATE OR REPLACE TRIGGER patients_erased BEFORE UPDATE ON patients
  FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL) EXECUTE FUNCTION refuse_erased();
CREATE OR REPLACE TRIGGER appointments_erased BEFORE INSERT OR UPDATE ON appointments
  FOR EACH ROW EXECUTE FUNCTION refuse_erased();
CREATE OR REPLACE TRIGGER waitlist_entries_erased BEFORE INSERT OR UPDATE ON waitlist_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_erased();
