CREATE TABLE "slack_homes" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"tab" text DEFAULT 'mine' NOT NULL,
	"team_id" integer,
	"priority" "ticket_priority",
	"cursor" text,
	"shows" integer[] NOT NULL,
	"hash" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "slack_homes_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id"),
	CONSTRAINT "home_tabs" CHECK ("slack_homes"."tab" in ('mine', 'queues', 'unassigned', 'due'))
);
--> statement-breakpoint
ALTER TABLE "slack_homes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "slack_homes" ADD CONSTRAINT "slack_homes_workspace_id_slack_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."slack_workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_homes" ADD CONSTRAINT "slack_homes_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "slack_homes_opened_at" ON "slack_homes" USING btree ("opened_at");--> statement-breakpoint
CREATE POLICY "slack_homes_see" ON "slack_homes" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING (false);--> statement-breakpoint
CREATE POLICY "slack_homes_add" ON "slack_homes" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (false));--> statement-breakpoint
CREATE POLICY "slack_homes_change" ON "slack_homes" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (false)) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (false));--> statement-breakpoint
CREATE POLICY "slack_homes_remove" ON "slack_homes" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (false));