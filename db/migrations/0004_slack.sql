CREATE TYPE "public"."slack_event_state" AS ENUM('received', 'done', 'ignored', 'failed');--> statement-breakpoint
CREATE TYPE "public"."slack_post_kind" AS ENUM('card', 'event', 'receipt');--> statement-breakpoint
CREATE TYPE "public"."slack_post_state" AS ENUM('waiting', 'shown', 'failed');--> statement-breakpoint
CREATE TYPE "public"."slack_thread_kind" AS ENUM('agent', 'requester');--> statement-breakpoint
CREATE TABLE "slack_channels" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"is_private" boolean NOT NULL,
	"is_archived" boolean NOT NULL,
	"is_member" boolean NOT NULL,
	"problem" text,
	"locked_until" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone,
	CONSTRAINT "slack_channels_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "slack_channels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "slack_inbox" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "slack_inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"state" "slack_event_state" DEFAULT 'received' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "slack_inbox_key" UNIQUE("key"),
	CONSTRAINT "ended_events_have_an_end" CHECK (("slack_inbox"."state" = 'received') = ("slack_inbox"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "slack_inbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "slack_links" (
	"workspace_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"ts" text NOT NULL,
	"ticket_id" integer NOT NULL,
	"message_id" integer NOT NULL,
	"receipt" text,
	CONSTRAINT "slack_links_workspace_id_channel_id_ts_pk" PRIMARY KEY("workspace_id","channel_id","ts"),
	CONSTRAINT "slack_links_message_id" UNIQUE("message_id")
);
--> statement-breakpoint
ALTER TABLE "slack_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "slack_people" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"person_id" integer,
	"name" text NOT NULL,
	"picture" text,
	"is_bot" boolean NOT NULL,
	"is_restricted" boolean NOT NULL,
	"is_stranger" boolean NOT NULL,
	"is_deleted" boolean NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "slack_people_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id"),
	CONSTRAINT "slack_people_person" UNIQUE("workspace_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "slack_people" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "slack_posts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "slack_posts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" "slack_post_kind" NOT NULL,
	"ticket_id" integer NOT NULL,
	"thread_id" integer NOT NULL,
	"place" integer,
	"message_id" integer,
	"state" "slack_post_state" NOT NULL,
	"wanted" integer DEFAULT 1 NOT NULL,
	"shown" integer DEFAULT 0 NOT NULL,
	"wanted_at" timestamp (3) with time zone NOT NULL,
	"ts" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"uncertain_since" timestamp (3) with time zone,
	"reason" text,
	CONSTRAINT "slack_posts_key" UNIQUE("key"),
	CONSTRAINT "posts_are_of_something" CHECK (("slack_posts"."kind" = 'event') = ("slack_posts"."place" is not null) and ("slack_posts"."kind" <> 'receipt' or "slack_posts"."message_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "slack_posts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "slack_threads" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "slack_threads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ticket_id" integer NOT NULL,
	"kind" "slack_thread_kind" NOT NULL,
	"workspace_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"ts" text,
	"told" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "slack_threads_place" UNIQUE("workspace_id","channel_id","ts")
);
--> statement-breakpoint
ALTER TABLE "slack_threads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "slack_workspaces" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"app_id" text,
	"bot_user_id" text NOT NULL,
	"token" "bytea",
	"scopes" text[] NOT NULL,
	"connected_at" timestamp (3) with time zone NOT NULL,
	"disconnected_at" timestamp (3) with time zone,
	"problem" text
);
--> statement-breakpoint
ALTER TABLE "slack_workspaces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "slack_channels" ADD CONSTRAINT "slack_channels_workspace_id_slack_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."slack_workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_links" ADD CONSTRAINT "slack_links_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_links" ADD CONSTRAINT "slack_links_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_people" ADD CONSTRAINT "slack_people_workspace_id_slack_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."slack_workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_people" ADD CONSTRAINT "slack_people_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_posts" ADD CONSTRAINT "slack_posts_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_posts" ADD CONSTRAINT "slack_posts_thread_id_slack_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."slack_threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_posts" ADD CONSTRAINT "slack_posts_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_threads" ADD CONSTRAINT "slack_threads_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_threads" ADD CONSTRAINT "slack_threads_workspace_id_channel_id_slack_channels_workspace_id_id_fk" FOREIGN KEY ("workspace_id","channel_id") REFERENCES "public"."slack_channels"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "slack_channels_name" ON "slack_channels" USING btree ("name");--> statement-breakpoint
CREATE INDEX "slack_inbox_waiting" ON "slack_inbox" USING btree ("received_at") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "slack_inbox_state" ON "slack_inbox" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "slack_links_ticket_id" ON "slack_links" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "slack_people_person_id" ON "slack_people" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "slack_posts_waiting" ON "slack_posts" USING btree ("thread_id","wanted_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "slack_posts_message_id" ON "slack_posts" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "slack_posts_failed" ON "slack_posts" USING btree ("id") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "slack_posts_thread_id" ON "slack_posts" USING btree ("thread_id");--> statement-breakpoint
CREATE INDEX "slack_posts_ticket_id" ON "slack_posts" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "slack_threads_current" ON "slack_threads" USING btree ("ticket_id","kind") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "slack_threads_ticket_id" ON "slack_threads" USING btree ("ticket_id");--> statement-breakpoint
CREATE POLICY "slack_channels_see" ON "slack_channels" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "slack_channels_add" ON "slack_channels" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_channels_change" ON "slack_channels" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin')) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_channels_remove" ON "slack_channels" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_inbox_see" ON "slack_inbox" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor'));--> statement-breakpoint
CREATE POLICY "slack_inbox_add" ON "slack_inbox" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_inbox_change" ON "slack_inbox" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin')) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_inbox_remove" ON "slack_inbox" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_links_see" ON "slack_links" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "slack_links_add" ON "slack_links" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "slack_links_change" ON "slack_links" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "slack_links_remove" ON "slack_links" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "slack_people_see" ON "slack_people" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "slack_people_add" ON "slack_people" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_people_change" ON "slack_people" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin')) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_people_remove" ON "slack_people" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_posts_see" ON "slack_posts" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "slack_posts_add" ON "slack_posts" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "slack_posts_change" ON "slack_posts" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "slack_posts_remove" ON "slack_posts" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "slack_threads_see" ON "slack_threads" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "slack_threads_add" ON "slack_threads" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "slack_threads_change" ON "slack_threads" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "slack_threads_remove" ON "slack_threads" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "slack_workspaces_see" ON "slack_workspaces" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor'));--> statement-breakpoint
CREATE POLICY "slack_workspaces_add" ON "slack_workspaces" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_workspaces_change" ON "slack_workspaces" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin')) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "slack_workspaces_remove" ON "slack_workspaces" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));