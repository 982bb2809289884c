-- Keeps `patients.name_key` by the rule of name_key.
CREATE OR REPLACE FUNCTION keep_name_key() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public
  AS $$ BEGIN
    NEW.name_key := name_key(NEW.given_name, NEW.family_name);
    RETURN NEW;
  END $$;

CREATE OR REPLACE TRIGGER patients_name_key BEFORE INSERT OR UPDATE OF given_name, family_name, name_key ON patients
  FOR EACH ROW EXECUTE FUNCTION keep_name_key();
