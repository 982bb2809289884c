-- The first of those who wait for a type, in the order of rank and after a place, whose own visit,
-- wishes and patient allow a time: one of several starts, if it is a longer time. It goes along the
-- index and stops when it has enough. The planner would not do that of itself: it takes so few rows
-- for granted that it reads and sorts the whole waitlist. With the caller's rights: row-level
-- security applies.
CREATE OR REPLACE FUNCTION waiting_places(
  of_type uuid, later_than timestamptz, wishing boolean, longest_minutes float8, whose uuid,
  on_weekdays smallint[], at_times time_of_day[], longest_notice float8, first_day date, last_day date,
  least_gain int, zone text,
  after_priority smallint, after_rank_key float8, after_starts_at timestamptz, after_id uuid,
  how_many int
) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, public SET enable_sort = off
  AS $$
  DECLARE
    -- Before the first place there is none.
    place_priority smallint := coalesce(after_priority, 32767);
    place_rank_key float8 := coalesce(after_rank_key, 'Infinity');
    place_starts_at timestamptz := coalesce(after_starts_at, 'infinity');
    place_id uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  BEGIN
    RETURN QUERY
    SELECT a.id FROM public.appointments a
    WHERE a.clinic_id = current_clinic() AND a.type_id = of_type
      AND a.waitlisted_at IS NOT NULL AND a.status IN ('booked', 'confirmed')
      AND (a.priority, a.rank_key, a.starts_at) <= (place_priority, place_rank_key, place_starts_at)
      AND NOT ((a.priority, a.rank_key, a.starts_at) = (place_priority, place_rank_key, place_starts_at)
        AND a.id <= place_id)
      AND a.starts_at > later_than
      AND (NOT wishing
        OR a.wish_notice_minutes <= longest_notice
        AND coalesce(a.wish_not_before <= last_day, true)
        AND a.ends_at - a.starts_at <= longest_minutes * interval '1 minute'
        AND (a.wish_weekdays = '{}' OR a.wish_weekdays && on_weekdays)
        AND (a.wish_times = '{}' OR a.wish_times && at_times)
        AND (a.wish_practitioner_ids = '{}' OR whose = ANY (a.wish_practitioner_ids))
        AND (coalesce(a.wish_min_gain_days, least_gain) = 0
          OR (a.starts_at AT TIME ZONE zone)::date - first_day >= coalesce(a.wish_min_gain_days, least_gain))
        AND (SELECT p.offers_stopped_at IS NULL AND p.bounced_at IS NULL FROM public.patients p
          WHERE p.clinic_id = current_clinic() AND p.id = a.patient_id))
    ORDER BY a.priority DESC, a.rank_key DESC, a.starts_at DESC, a.id
    LIMIT how_many;
  END $$;

REVOKE ALL ON FUNCTION waiting_places FROM public;
GRANT EXECUTE ON FUNCTION waiting_places TO medcal_app;
