ALTER TABLE "participants" ALTER COLUMN "address" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "slack_channels" ADD COLUMN "watch_team_id" integer;--> statement-breakpoint
ALTER TABLE "slack_channels" ADD CONSTRAINT "slack_channels_watch_team_id_teams_id_fk" FOREIGN KEY ("watch_team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "slack_channels_watch_team_id" ON "slack_channels" USING btree ("watch_team_id");