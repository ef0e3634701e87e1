ALTER TABLE "slack_channels" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
-- What waits for those that are gone already ends with the next sweep.
UPDATE "slack_channels" SET "deleted_at" = "closed_at" WHERE "problem" LIKE '% was deleted in Slack. %';