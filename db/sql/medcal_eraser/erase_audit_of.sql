-- Takes a patient's name and everything that is not a known id, time, figure or word of Medcal's own
-- out of the trail of those who are erased; how many rows that concerns. Others it leaves as they are.
CREATE OR REPLACE FUNCTION erase_audit_of(wanted uuid[]) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH gone AS (
      SELECT array_agg(id) AS ids FROM public.patients
      WHERE clinic_id = public.current_clinic() AND id = ANY (wanted) AND erased_at IS NOT NULL
    ), visits AS (
      SELECT array_agg(v.id) AS ids FROM public.appointments v, gone
      WHERE v.clinic_id = public.current_clinic() AND v.patient_id = ANY (gone.ids)
    ), cleared AS (
      UPDATE public.audit a SET
        actor_name = CASE WHEN a.actor_kind = 'patient' AND a.actor_id = ANY (gone.ids) THEN '' ELSE a.actor_name END,
        details = CASE WHEN a.patient_id = ANY (gone.ids) OR a.appointment_id = ANY (visits.ids) THEN (
          SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(a.details)
          WHERE key = ANY ('{patientId,mergedId,otherId,sent,practitionerId,typeId,offerId,messageId,openingId,from,to,at,until,by,why,was,is,kind,source,reasons,gainDays,late,confirmed,back,again,reached,permanent}')
        ) ELSE a.details END
      FROM gone, visits
      WHERE a.clinic_id = public.current_clinic()
        AND (a.patient_id = ANY (gone.ids) OR a.appointment_id = ANY (visits.ids)
          OR (a.actor_kind = 'patient' AND a.actor_id = ANY (gone.ids)))
      RETURNING 1
    )
    SELECT count(*)::int FROM cleared
  $$;
