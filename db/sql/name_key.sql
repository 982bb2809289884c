-- When two names are one. Whatever compares patients by name asks this function or the column that
-- a trigger keeps by it: a column, since row-level security would not use an index over a function.
-- To change the rule, change it here and have a migration write every row of a person once
-- (`UPDATE patients SET given_name = given_name WHERE erased_at IS NULL`).
CREATE OR REPLACE FUNCTION name_key(given_name text, family_name text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog
  AS $$ SELECT lower(btrim(regexp_replace(normalize(given_name || ' ' || family_name, NFC), '\s+', ' ', 'g'))) $$;
