ALTER TABLE "slack_channels" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "slack_inbox" ADD COLUMN "held_for" text;--> statement-breakpoint
CREATE INDEX "slack_inbox_held_for" ON "slack_inbox" USING btree ("held_for") WHERE held_for is not null;