-- Within the scope's clinic alone. It runs with its owner's rights since row-level security keeps an
-- operator that is not leakproof (&&) from being an index condition: it would read every row.
CREATE OR REPLACE FUNCTION taken_slots(of_practitioner uuid, within tstzrange) RETURNS SETOF slots ROWS 100
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT * FROM public.slots
    WHERE clinic_id = current_clinic() AND practitioner_id = of_practitioner AND during && within
  $$;
