ALTER TABLE "slack_links" ADD COLUMN "edited_ts" text;--> statement-breakpoint
ALTER TABLE "slack_people" ADD COLUMN "held_apart" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "slack_threads" ADD COLUMN "replies_by_default" boolean DEFAULT false NOT NULL;