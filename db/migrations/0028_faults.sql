CREATE TABLE "changes" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"answer" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "changes_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "changes_by_age" ON "changes" USING btree ("created_at");
--> statement-breakpoint
ALTER TABLE changes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE changes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_clinic ON changes TO medcal_app USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic());
--> statement-breakpoint
GRANT SELECT, INSERT ON changes TO medcal_app;
--> statement-breakpoint
CREATE POLICY lookup ON changes FOR SELECT TO medcal_lookup USING (true);
--> statement-breakpoint
CREATE POLICY prune ON changes FOR DELETE TO medcal_lookup USING (created_at < now() - interval '1 day');
--> statement-breakpoint
GRANT SELECT, DELETE ON changes TO medcal_lookup;
--> statement-breakpoint
-- Deletes changes that nobody will ask for again; how many there were.
CREATE FUNCTION prune_changes(how_many int) RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH gone AS (
      DELETE FROM public.changes WHERE (clinic_id, id) IN (
        SELECT c.clinic_id, c.id FROM public.changes c
        WHERE c.created_at < now() - interval '1 day' ORDER BY c.created_at LIMIT how_many)
      RETURNING 1)
    SELECT count(*)::int FROM gone
  $$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO medcal_lookup;
--> statement-breakpoint
ALTER FUNCTION prune_changes(int) OWNER TO medcal_lookup;
--> statement-breakpoint
REVOKE ALL ON FUNCTION prune_changes(int) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION prune_changes(int) TO medcal_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM medcal_lookup;
