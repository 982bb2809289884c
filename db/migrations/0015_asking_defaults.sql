ALTER TABLE "clinics" ALTER COLUMN "batch_size" SET DEFAULT 5;--> statement-breakpoint
ALTER TABLE "clinics" ALTER COLUMN "batch_within_hours" SET DEFAULT 48;--> statement-breakpoint
ALTER TABLE "clinics" ALTER COLUMN "weight_waiting" SET DEFAULT 0;