-- What runs with its owner's rights looks for names among a session's temporary objects last: else
-- whoever calls it could put a table or function of their own in the way of its own words.
DO $$
DECLARE
  definer regprocedure;
BEGIN
  FOR definer IN
    SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', definer);
  END LOOP;
END $$;
