-- The trail is append-only. The one exception is erase_audit_of: its role may take words away, and
-- add none. What was done, when, to what, and by which account it may not touch at all: it is granted
-- those two columns alone.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'medcal_eraser'
    AND OLD.details @> NEW.details
    AND NEW.details -> 'patientId' IS NOT DISTINCT FROM OLD.details -> 'patientId'
    AND (NEW.actor_name = OLD.actor_name OR (OLD.actor_kind = 'patient' AND NEW.actor_name = ''))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit rows cannot be changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
