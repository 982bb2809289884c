CREATE INDEX "messages_of_offer" ON "messages" USING btree ("offer_id") WHERE offer_id is not null;--> statement-breakpoint
CREATE INDEX "messages_of_invitation" ON "messages" USING btree ("invitation_id") WHERE invitation_id is not null;--> statement-breakpoint
CREATE INDEX "openings_left_by" ON "openings" USING btree ("left_by") WHERE left_by is not null;--> statement-breakpoint
CREATE INDEX "openings_filled_by" ON "openings" USING btree ("filled_by") WHERE filled_by is not null;