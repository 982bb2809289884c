DROP INDEX "offers_one_pending_per_appointment";--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "patient_id" uuid;--> statement-breakpoint
-- The owner must see every row for this once.
ALTER TABLE appointments NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE openings NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE offers NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE slots NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE offers f SET patient_id = a.patient_id FROM appointments a
WHERE a.clinic_id = f.clinic_id AND a.id = f.appointment_id;
--> statement-breakpoint
-- Of several offers that a patient holds for several visits, the first stays.
UPDATE offers SET state = 'withdrawn', closed_at = now(), closed_why = 'clash'
WHERE state = 'pending' AND id NOT IN (
  SELECT DISTINCT ON (patient_id) id FROM offers WHERE state = 'pending' ORDER BY patient_id, offered_at, id);
--> statement-breakpoint
UPDATE openings o SET state = 'open' WHERE o.state = 'offering'
  AND NOT EXISTS (SELECT FROM offers f WHERE f.opening_id = o.id AND f.state = 'pending');
--> statement-breakpoint
DELETE FROM slots s USING openings o WHERE o.id = s.opening_id AND o.state = 'open';
--> statement-breakpoint
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE openings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE offers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE slots FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "offers" ALTER COLUMN "patient_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_pending_per_patient" ON "offers" USING btree ("patient_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "offers_of_patient" ON "offers" USING btree ("clinic_id","patient_id","offered_at");
