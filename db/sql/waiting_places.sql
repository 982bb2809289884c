-- The first of those who wait for a type, in the order of rank and after a place, whose entry, visit and
-- patient allow a time: one of several starts, if it is a longer time. It goes along the index and
-- stops when it has enough. The planner would not do that of itself: it takes so few rows for granted
-- that it reads and sorts the whole waitlist. With the caller's rights: row-level security applies.
-- Its order is `compare` in lib/domain/matching.ts, its conditions are those of `misfits` there that a
-- row and its patient tell. It may let through whom they refuse, never leave out whom they allow: a
-- test compares the two.
CREATE OR REPLACE FUNCTION waiting_places(
  of_type uuid, later_than timestamptz, wishing boolean, longest_minutes float8, whose uuid,
  on_weekdays smallint[], at_times time_of_day[], longest_notice float8, first_day date, last_day date,
  least_gain int, zone text,
  after_priority smallint, after_rank_key float8, after_earlier_than timestamptz, after_id uuid,
  how_many int
) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, public SET enable_sort = off
  AS $$
  DECLARE
    -- Before the first place there is none.
    place_priority smallint := coalesce(after_priority, 32767);
    place_rank_key float8 := coalesce(after_rank_key, 'Infinity');
    place_earlier_than timestamptz := coalesce(after_earlier_than, 'infinity');
    place_id uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  BEGIN
    RETURN QUERY
    SELECT e.id FROM public.waitlist_entries e
    WHERE e.clinic_id = current_clinic() AND e.type_id = of_type AND e.until IS NULL
      AND (e.priority, e.rank_key, e.earlier_than) <= (place_priority, place_rank_key, place_earlier_than)
      AND NOT ((e.priority, e.rank_key, e.earlier_than) = (place_priority, place_rank_key, place_earlier_than)
        AND e.id <= place_id)
      AND e.earlier_than > later_than
      AND (NOT wishing
        OR e.wish_notice_minutes <= longest_notice
        AND coalesce(e.wish_not_before <= last_day, true)
        AND (e.wish_weekdays = '{}' OR e.wish_weekdays && on_weekdays)
        AND (e.wish_times = '{}' OR e.wish_times && at_times)
        AND (e.wish_practitioner_ids = '{}' OR whose = ANY (e.wish_practitioner_ids))
        AND (coalesce(e.wish_min_gain_days, least_gain) = 0
          OR (e.earlier_than AT TIME ZONE zone)::date - first_day >= coalesce(e.wish_min_gain_days, least_gain))
        AND (SELECT a.ends_at - a.starts_at <= longest_minutes * interval '1 minute' FROM public.appointments a
          WHERE a.clinic_id = current_clinic() AND a.id = e.appointment_id)
        AND (SELECT p.offers_stopped_at IS NULL AND p.bounced_at IS NULL FROM public.patients p
          WHERE p.clinic_id = current_clinic() AND p.id = e.patient_id))
    ORDER BY e.priority DESC, e.rank_key DESC, e.earlier_than DESC, e.id
    LIMIT how_many;
  END $$;

REVOKE ALL ON FUNCTION waiting_places FROM public;
GRANT EXECUTE ON FUNCTION waiting_places TO medcal_app;
