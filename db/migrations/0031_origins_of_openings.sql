-- Where an opening came from: the openings that it was made of, the opening before it in its chain,
-- and the version of the visit that had its time. Until now each was told from what happened close
-- to one another, and so it is once more here, for the openings that there are.
ALTER TABLE "openings" ADD COLUMN "made_of" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "openings" ADD COLUMN "left_by_version" integer;--> statement-breakpoint
ALTER TABLE "openings" ADD COLUMN "parent_id" uuid;--> statement-breakpoint
-- The owner must see every row for this once.
ALTER TABLE openings NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE appointments NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE audit NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Made of those that ended as reshaped in the same change: of its chain, or of an overlapping time.
-- First comes the one whose place it took, which had the same chain and the same visit before it.
UPDATE openings o SET made_of = coalesce(nullif(array(
  SELECT m.id FROM openings m
  WHERE m.clinic_id = o.clinic_id AND m.practitioner_id = o.practitioner_id AND m.closed_why = 'reshaped'
    AND m.closed_at BETWEEN o.created_at AND o.created_at + interval '1 minute'
    AND (m.chain_id = o.chain_id OR m.starts_at < o.ends_at AND m.ends_at > o.starts_at)
  ORDER BY (m.chain_id, m.depth) <> (o.chain_id, o.depth), m.left_by IS DISTINCT FROM o.left_by, m.closed_at),
  '{}'), ARRAY[o.chain_id])
WHERE o.reshaped;--> statement-breakpoint
-- Whoever took the opening before it in the chain left it, in that same change.
UPDATE openings o SET parent_id = coalesce((
  SELECT p.id FROM openings p
  WHERE p.clinic_id = o.clinic_id AND p.chain_id = o.chain_id AND p.depth = o.depth - 1
  ORDER BY p.closed_why IS DISTINCT FROM 'accepted',
    CASE o.source WHEN 'accepted' THEN p.filled_by IS DISTINCT FROM o.left_by
      ELSE p.left_by IS DISTINCT FROM o.left_by OR p.practitioner_id <> o.practitioner_id END,
    abs(extract(epoch FROM p.closed_at - o.created_at))
  LIMIT 1), o.chain_id)
WHERE o.depth > 0 AND NOT o.reshaped;--> statement-breakpoint
UPDATE openings o SET parent_id = CASE WHEN o.depth > 0 THEN coalesce(p.parent_id, o.chain_id) END
FROM openings p
WHERE o.reshaped AND p.clinic_id = o.clinic_id AND p.id = o.made_of[1];--> statement-breakpoint
-- Each move and each cancellation that was taken back counted the visit's version up, and is in the
-- trail: since then, so many.
UPDATE openings o SET left_by_version = greatest(1, a.version - (
  SELECT count(*) FROM audit e
  WHERE e.clinic_id = a.clinic_id AND e.appointment_id = a.id AND e.at >= o.created_at
    AND e.action IN ('appointment.moved', 'offer.accepted', 'appointment.reinstated')))
FROM appointments a
WHERE a.clinic_id = o.clinic_id AND a.id = o.left_by AND NOT o.reshaped AND o.source <> 'remainder';--> statement-breakpoint
-- What came of another opening has that one's.
UPDATE openings o SET left_by_version = coalesce((
  SELECT p.left_by_version FROM openings p
  WHERE p.clinic_id = o.clinic_id AND p.chain_id = o.chain_id AND p.left_by = o.left_by
    AND p.left_by_version IS NOT NULL
  ORDER BY p.created_at > o.created_at, abs(extract(epoch FROM p.created_at - o.created_at))
  LIMIT 1), a.version)
FROM appointments a
WHERE a.clinic_id = o.clinic_id AND a.id = o.left_by AND o.left_by_version IS NULL;--> statement-breakpoint
ALTER TABLE openings FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE audit FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "openings" DROP COLUMN "reshaped";--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_clinic_id_parent_id_openings_clinic_id_id_fk" FOREIGN KEY ("clinic_id","parent_id") REFERENCES "public"."openings"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_left" CHECK (("openings"."left_by" is null) = ("openings"."left_by_version" is null));--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_parent" CHECK (("openings"."depth" = 0) = ("openings"."parent_id" is null));
