-- Whether an offer got to its patient, and when they had been asked before it: both stood in `why`,
-- which is an explanation for people from now on.
ALTER TABLE "offers" ADD COLUMN "reached" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "last_offered_before" timestamp with time zone;--> statement-breakpoint
-- The owner must see every row for this once.
ALTER TABLE offers NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE offers SET
  reached = NOT (state = 'withdrawn'
    AND (closed_why IN ('undeliverable', 'not-taken') OR why ? 'unreached') IS TRUE),
  last_offered_before = (why ->> 'lastOfferedAt')::timestamptz,
  why = why - 'unreached' - 'lastOfferedAt';--> statement-breakpoint
ALTER TABLE offers FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_reached" CHECK ("offers"."reached" or "offers"."state" = 'withdrawn');
