-- Who confirmed and who cancelled, since when a visit has its time, and what a move by staff changed:
-- facts of the visit's own row. Until now they were read from the trail, which is for people.
ALTER TABLE "appointments" ADD COLUMN "time_since_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "confirmed_by" "actor_kind";--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "confirmed_how" text;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "cancelled_by" "actor_kind";--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "cancelled_for" text;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "before_move" jsonb;--> statement-breakpoint
-- The owner must see every row for this once, and write those of erased patients, too: figures count them.
ALTER TABLE appointments NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE audit NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE appointments DISABLE TRIGGER appointments_erased;--> statement-breakpoint
-- The trail said who cancelled last. Whether staff did so for a patient who rang it does not know:
-- what staff cancelled counts as the clinic's, as it did.
UPDATE appointments v SET cancelled_at = coalesce(v.cancelled_at, v.changed_at),
  cancelled_by = last.actor_kind,
  cancelled_for = CASE last.actor_kind WHEN 'patient' THEN 'patient' ELSE 'clinic' END
FROM (
  SELECT one.id, coalesce((
    SELECT a.actor_kind FROM audit a
    WHERE a.clinic_id = one.clinic_id AND a.appointment_id = one.id AND a.action = 'appointment.cancelled'
    ORDER BY a.id DESC LIMIT 1), 'staff') AS actor_kind
  FROM appointments one WHERE one.status = 'cancelled') last
WHERE last.id = v.id;--> statement-breakpoint
UPDATE appointments SET cancelled_at = NULL WHERE status <> 'cancelled' AND cancelled_at IS NOT NULL;--> statement-breakpoint
-- Confirmed is a visit by an answer, or by a patient's choice of a time that is due soon. A move that
-- was taken back brought the confirmation before it back, which stands further up in the trail.
CREATE FUNCTION pg_temp.confirmation_of(visit appointments, before bigint,
  OUT by_whom actor_kind, OUT how text) LANGUAGE plpgsql STABLE AS $$
  BEGIN
    SELECT a.actor_kind, CASE a.action
        WHEN 'offer.accepted' THEN 'offer'
        WHEN 'appointment.moved' THEN 'move'
        ELSE CASE a.actor_kind WHEN 'staff' THEN 'desk' ELSE 'link' END END
      INTO by_whom, how
      FROM public.audit a
      WHERE a.clinic_id = visit.clinic_id AND a.appointment_id = visit.id AND a.id < before
        AND (a.action = 'appointment.confirmed'
          OR a.action IN ('appointment.moved', 'offer.accepted')
            AND a.details ->> 'confirmed' = 'true' AND NOT a.details ? 'back')
      ORDER BY a.id DESC LIMIT 1;
    IF NOT FOUND THEN
      by_whom := 'patient';
      how := 'link';
    END IF;
  END $$;--> statement-breakpoint
UPDATE appointments v SET confirmed_by = was.by_whom, confirmed_how = was.how
FROM (
  SELECT one.id, said.* FROM appointments one, pg_temp.confirmation_of(one, 9223372036854775807) said
  WHERE one.confirmed_at IS NOT NULL) was
WHERE was.id = v.id;--> statement-breakpoint
-- Each version came of a move, or of a cancellation that was taken back; only the latter keep the time.
UPDATE appointments v SET time_since_version = greatest(1, v.version - (
  SELECT count(*)::int FROM audit a
  WHERE a.clinic_id = v.clinic_id AND a.appointment_id = v.id AND a.action = 'appointment.reinstated'
    AND a.id > coalesce((
      SELECT max(m.id) FROM audit m
      WHERE m.clinic_id = v.clinic_id AND m.appointment_id = v.id
        AND m.action IN ('appointment.moved', 'offer.accepted')), 0)))
WHERE v.version > 1;--> statement-breakpoint
-- What a move by staff changed stood in its entry; it matters as long as the move is the visit's last change.
UPDATE appointments v SET before_move = jsonb_build_object(
  'version', moved.version,
  'practitionerId', moved.was ->> 'practitionerId',
  'startsAt', moved.was ->> 'start',
  'confirmed', CASE WHEN moved.was ->> 'status' = 'confirmed' THEN (
    SELECT jsonb_build_object('at', moved.was ->> 'confirmedAt', 'by', said.by_whom, 'how', said.how)
    FROM pg_temp.confirmation_of(v, moved.id) said) END)
FROM (
  SELECT one.id AS visit_id, last.id, last.was, (last.was ->> 'version')::int AS version
  FROM appointments one, LATERAL (
    SELECT a.id, a.actor_kind, a.details -> 'left' AS was FROM audit a
    WHERE a.clinic_id = one.clinic_id AND a.appointment_id = one.id AND a.action = 'appointment.moved'
    ORDER BY a.id DESC LIMIT 1) last
  WHERE one.status IN ('booked', 'confirmed') AND last.actor_kind = 'staff'
    AND (last.was ->> 'version')::int = one.version - 1) moved
WHERE moved.visit_id = v.id;--> statement-breakpoint
DROP FUNCTION pg_temp.confirmation_of(appointments, bigint);--> statement-breakpoint
ALTER TABLE appointments ENABLE TRIGGER appointments_erased;--> statement-breakpoint
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE audit FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_time_since" CHECK ("appointments"."time_since_version" between 1 and "appointments"."version");--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_confirmed" CHECK (("appointments"."confirmed_at" is null) = ("appointments"."confirmed_by" is null) and ("appointments"."confirmed_at" is null) = ("appointments"."confirmed_how" is null) and "appointments"."confirmed_how" in ('link', 'offer', 'move', 'desk'));--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_cancelled" CHECK (("appointments"."status" = 'cancelled') = ("appointments"."cancelled_at" is not null) and ("appointments"."cancelled_at" is null) = ("appointments"."cancelled_by" is null) and ("appointments"."cancelled_at" is null) = ("appointments"."cancelled_for" is null) and "appointments"."cancelled_for" in ('patient', 'clinic'));
