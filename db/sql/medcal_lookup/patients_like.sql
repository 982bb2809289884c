-- Within the scope's clinic alone. It runs with its owner's rights since row-level security keeps an
-- operator that is not leakproof (LIKE) from being an index condition: it would read every row.
CREATE OR REPLACE FUNCTION patients_like(pattern text) RETURNS SETOF uuid ROWS 20
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT id FROM public.patients
    WHERE clinic_id = current_clinic()
      AND lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone) LIKE pattern
  $$;
