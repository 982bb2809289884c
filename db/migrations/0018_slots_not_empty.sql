ALTER TABLE "slots" DROP CONSTRAINT "slots_not_empty";--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_not_empty" CHECK ((upper("slots"."during") > lower("slots"."during")) is true);