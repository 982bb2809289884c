-- One instant per account in place of a list of sessions that were signed out of: sessions that
-- began before it let nobody in. Whoever is signed in while this runs signs in once more.
ALTER TABLE "staff" ADD COLUMN "sessions_valid_from" timestamp with time zone DEFAULT clock_timestamp() NOT NULL;
--> statement-breakpoint
ALTER TABLE "staff" DROP COLUMN "ended_sessions";
--> statement-breakpoint
-- By the identity provider's clock alone, which is compared with itself: when the account last gave
-- its password, and after when it must have, once it was signed out everywhere.
ALTER TABLE "staff" ADD COLUMN "authenticated_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "authenticates_after" timestamp with time zone;
--> statement-breakpoint
-- Who a signed-in account is, and the clinic it works or worked for: a session that was ended has to
-- be known when access has ended too.
CREATE OR REPLACE FUNCTION find_session(wanted text) RETURNS TABLE (staff staff, clinic clinics)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT s, c FROM public.staff s JOIN public.clinics c ON c.id = s.clinic_id WHERE s.auth_subject = wanted $$;
