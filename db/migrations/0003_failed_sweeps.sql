DROP INDEX "sweep_runs_once_a_day";--> statement-breakpoint
CREATE UNIQUE INDEX "sweep_runs_once_a_day" ON "sweep_runs" USING btree ("clinic_id","sweep","day") WHERE not by_hand and error is null;