-- Within the scope's clinic alone. It runs with its owner's rights since row-level security keeps an
-- operator that is not leakproof (<%) from being an index condition: it would read every row.
--
-- Half of a name's trigrams are there when one letter in five is another ("ozlem", "Özlem").
-- Loads pg_trgm into this session: until then only a superuser may set its threshold.
SELECT show_limit();

CREATE OR REPLACE FUNCTION patients_close(typed text, how_many int) RETURNS SETOF uuid ROWS 10
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET pg_trgm.word_similarity_threshold = 0.45
  AS $$
    SELECT id FROM public.patients
    WHERE clinic_id = current_clinic()
      AND typed <% lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone)
    ORDER BY word_similarity(typed, lower(given_name || ' ' || family_name || ' ' || email || ' ' || phone)) DESC, id
    LIMIT how_many
  $$;
