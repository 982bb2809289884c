DROP INDEX "offers_once";--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "mail_fails_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "mail_tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "bounced_why" text;--> statement-breakpoint
CREATE UNIQUE INDEX "offers_once" ON "offers" USING btree ("opening_id","appointment_id") WHERE closed_why is distinct from 'undeliverable';--> statement-breakpoint
-- Whose mail a mail is that came back: relays know it by its Message-ID alone.
CREATE FUNCTION clinic_of_message(wanted uuid) RETURNS TABLE (clinic_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT m.clinic_id FROM public.messages m WHERE m.id = wanted $$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION clinic_of_message(uuid) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION clinic_of_message(uuid) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION clinic_of_message(uuid) TO medcal_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM medcal_lookup;
