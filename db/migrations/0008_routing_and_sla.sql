CREATE TYPE "public"."assignment_strategy" AS ENUM('manual', 'round_robin', 'least_loaded', 'skill_best');--> statement-breakpoint
CREATE TYPE "public"."clock_state" AS ENUM('running', 'paused', 'stopped', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."field_type" AS ENUM('text', 'number', 'date', 'select', 'multi_select', 'checkbox', 'url');--> statement-breakpoint
CREATE TYPE "public"."notification_state" AS ENUM('waiting', 'sent', 'dropped', 'failed');--> statement-breakpoint
CREATE TYPE "public"."presence" AS ENUM('available', 'away', 'reassign');--> statement-breakpoint
CREATE TYPE "public"."sla_entry_kind" AS ENUM('start', 'pause', 'resume', 'retarget', 'stop', 'cancel');--> statement-breakpoint
CREATE TYPE "public"."sla_status" AS ENUM('no_sla', 'on_track', 'near_breach', 'breached', 'met', 'paused');--> statement-breakpoint
CREATE TYPE "public"."sla_target" AS ENUM('first_response', 'next_response', 'resolution');--> statement-breakpoint
CREATE TABLE "calendars" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "calendars_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" "citext" NOT NULL,
	"time_zone" text NOT NULL,
	"hours" jsonb NOT NULL,
	"ics_url" text,
	"ics_read_at" timestamp (3) with time zone,
	"ics_problem" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "calendars_name" UNIQUE("name"),
	CONSTRAINT "calendar_has_a_name" CHECK (length(trim("calendars"."name"::text)) between 1 and 80)
);
--> statement-breakpoint
ALTER TABLE "calendars" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "holidays" (
	"calendar_id" integer NOT NULL,
	"day" date NOT NULL,
	"name" text NOT NULL,
	"imported" boolean NOT NULL,
	CONSTRAINT "holidays_calendar_id_day_pk" PRIMARY KEY("calendar_id","day")
);
--> statement-breakpoint
ALTER TABLE "holidays" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "escalations" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "escalations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ticket_id" integer NOT NULL,
	"clock_id" integer,
	"ladder_id" integer,
	"ladder_version" integer,
	"calendar_id" integer,
	"reason" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"started_by_id" integer,
	"step" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by_id" integer,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "escalations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ladders" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ladders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" "citext" NOT NULL,
	"steps" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "ladders_name" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "ladders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fields" (
	"key" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"type" "field_type" NOT NULL,
	"options" text[] DEFAULT '{}' NOT NULL,
	"team_id" integer,
	"required" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "field_key_is_a_name" CHECK ("fields"."key" ~ '^[a-zA-Z0-9_.-]{1,64}$'),
	CONSTRAINT "selects_have_options" CHECK (("fields"."type" in ('select', 'multi_select')) = (cardinality("fields"."options") > 0))
);
--> statement-breakpoint
ALTER TABLE "fields" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "macros" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "macros_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"team_id" integer,
	"text" text NOT NULL,
	"note" boolean DEFAULT false NOT NULL,
	"actions" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "macros_name" UNIQUE NULLS NOT DISTINCT("team_id","name","deleted_at"),
	CONSTRAINT "macro_has_a_name" CHECK (length(trim("macros"."name")) between 1 and 80),
	CONSTRAINT "macro_is_short" CHECK (length("macros"."text") <= 20000)
);
--> statement-breakpoint
ALTER TABLE "macros" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_versions" (
	"message_id" integer NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"visible_text" text NOT NULL,
	"html" text,
	"changed_by_id" integer,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_versions_message_id_version_pk" PRIMARY KEY("message_id","version")
);
--> statement-breakpoint
ALTER TABLE "message_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notifications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"ticket_id" integer NOT NULL,
	"person_id" integer,
	"slack_channel" text,
	"kind" text NOT NULL,
	"details" jsonb NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"state" "notification_state" DEFAULT 'waiting' NOT NULL,
	"by" text,
	"ended_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notifications_key" UNIQUE("key"),
	CONSTRAINT "somebody_is_told" CHECK (("notifications"."person_id" is null) <> ("notifications"."slack_channel" is null)),
	CONSTRAINT "ended_notifications_have_an_end" CHECK (("notifications"."state" = 'waiting') = ("notifications"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "notifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "surveys" (
	"ticket_id" integer PRIMARY KEY NOT NULL,
	"team_id" integer NOT NULL,
	"agent_id" integer,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"rating" integer,
	"comment" text,
	CONSTRAINT "rating_counts" CHECK ("surveys"."rating" between 1 and 5),
	CONSTRAINT "answers_rate" CHECK (("surveys"."rating" is null) = ("surveys"."answered_at" is null)),
	CONSTRAINT "comment_is_short" CHECK (length("surveys"."comment") <= 4000)
);
--> statement-breakpoint
ALTER TABLE "surveys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agent_skills" (
	"person_id" integer NOT NULL,
	"skill" "citext" NOT NULL,
	"level" integer NOT NULL,
	CONSTRAINT "agent_skills_person_id_skill_pk" PRIMARY KEY("person_id","skill"),
	CONSTRAINT "skill_level" CHECK ("agent_skills"."level" between 1 and 5)
);
--> statement-breakpoint
ALTER TABLE "agent_skills" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "decisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ticket_id" integer NOT NULL,
	"kind" text NOT NULL,
	"words" text NOT NULL,
	"details" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "desk_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"priority_weights" jsonb,
	"spam_days" integer DEFAULT 30,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "one_desk" CHECK ("desk_settings"."id" = 1),
	CONSTRAINT "spam_days_count" CHECK ("desk_settings"."spam_days" > 0)
);
--> statement-breakpoint
ALTER TABLE "desk_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rule_firings" (
	"rule_id" integer NOT NULL,
	"version" integer NOT NULL,
	"ticket_id" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rule_firings_rule_id_version_ticket_id_pk" PRIMARY KEY("rule_id","version","ticket_id")
);
--> statement-breakpoint
ALTER TABLE "rule_firings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rules" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"team_id" integer,
	"position" integer NOT NULL,
	"enabled" boolean NOT NULL,
	"definition" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "rule_has_a_name" CHECK (length(trim("rules"."name")) between 1 and 120)
);
--> statement-breakpoint
ALTER TABLE "rules" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "skills" (
	"name" "citext" PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "skill_is_a_name" CHECK ("skills"."name"::text ~ '^[a-z0-9][a-z0-9 _.+-]{0,63}$')
);
--> statement-breakpoint
ALTER TABLE "skills" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_clocks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sla_clocks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ticket_id" integer NOT NULL,
	"target" "sla_target" NOT NULL,
	"round" integer NOT NULL,
	"state" "clock_state" NOT NULL,
	"policy_id" integer,
	"calendar_id" integer,
	"minutes" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"warn_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone,
	"warned_at" timestamp (3) with time zone,
	"breached_at" timestamp (3) with time zone,
	"stopped_at" timestamp (3) with time zone,
	"elapsed_ms" bigint,
	"paused_ms" bigint
);
--> statement-breakpoint
ALTER TABLE "sla_clocks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_entries" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sla_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ticket_id" integer NOT NULL,
	"target" "sla_target" NOT NULL,
	"round" integer NOT NULL,
	"kind" "sla_entry_kind" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"minutes" integer,
	"policy_id" integer,
	"calendar_id" integer,
	"reason" text NOT NULL,
	CONSTRAINT "starts_and_retargets_promise" CHECK (("sla_entries"."kind" in ('start', 'retarget')) = ("sla_entries"."minutes" is not null))
);
--> statement-breakpoint
ALTER TABLE "sla_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_policies" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sla_policies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" "citext" NOT NULL,
	"position" integer NOT NULL,
	"enabled" boolean NOT NULL,
	"team_id" integer,
	"conditions" jsonb,
	"targets" jsonb NOT NULL,
	"calendar_id" integer,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "sla_policies_name" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "sla_policies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "versions" (
	"subject" text NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"changed_by_id" integer,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "versions_subject_version_pk" PRIMARY KEY("subject","version")
);
--> statement-breakpoint
ALTER TABLE "versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "edited_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "capacity" integer;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "time_zone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "working_hours" jsonb;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "languages" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "presence" "presence" DEFAULT 'available' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "away_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "notify_slack" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "notify_email" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "notify_digest" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "quiet_hours" jsonb;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "turn" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "replies_by_default" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "digest_at" text DEFAULT '09:00' NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "calendar_id" integer;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "strategy" "assignment_strategy" DEFAULT 'manual' NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "skills" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "follow_up_to_last" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "turns" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "remind_after_hours" integer;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "close_after_hours" integer;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "surveys" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "unsubscribed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "skills" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "merged_into_id" integer;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "sla_status" "sla_status" DEFAULT 'no_sla' NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "sla_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "reminded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "holidays" ADD CONSTRAINT "holidays_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_ladder_id_ladders_id_fk" FOREIGN KEY ("ladder_id") REFERENCES "public"."ladders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_started_by_id_people_id_fk" FOREIGN KEY ("started_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_acknowledged_by_id_people_id_fk" FOREIGN KEY ("acknowledged_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fields" ADD CONSTRAINT "fields_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "macros" ADD CONSTRAINT "macros_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_versions" ADD CONSTRAINT "message_versions_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_versions" ADD CONSTRAINT "message_versions_changed_by_id_people_id_fk" FOREIGN KEY ("changed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_agent_id_people_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_skills" ADD CONSTRAINT "agent_skills_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_skills" ADD CONSTRAINT "agent_skills_skill_skills_name_fk" FOREIGN KEY ("skill") REFERENCES "public"."skills"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_firings" ADD CONSTRAINT "rule_firings_rule_id_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_firings" ADD CONSTRAINT "rule_firings_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rules" ADD CONSTRAINT "rules_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD CONSTRAINT "sla_clocks_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD CONSTRAINT "sla_clocks_policy_id_sla_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."sla_policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD CONSTRAINT "sla_clocks_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_entries" ADD CONSTRAINT "sla_entries_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_entries" ADD CONSTRAINT "sla_entries_policy_id_sla_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."sla_policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_entries" ADD CONSTRAINT "sla_entries_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD CONSTRAINT "sla_policies_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_policies" ADD CONSTRAINT "sla_policies_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "versions" ADD CONSTRAINT "versions_changed_by_id_people_id_fk" FOREIGN KEY ("changed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "holidays_day" ON "holidays" USING btree ("day");--> statement-breakpoint
CREATE UNIQUE INDEX "escalations_of_a_clock" ON "escalations" USING btree ("clock_id") WHERE clock_id is not null;--> statement-breakpoint
CREATE INDEX "escalations_ticket_id" ON "escalations" USING btree ("ticket_id","id");--> statement-breakpoint
CREATE INDEX "escalations_next_at" ON "escalations" USING btree ("next_at") WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX "escalations_ladder_id" ON "escalations" USING btree ("ladder_id");--> statement-breakpoint
CREATE INDEX "escalations_calendar_id" ON "escalations" USING btree ("calendar_id");--> statement-breakpoint
CREATE INDEX "fields_team_id" ON "fields" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "notifications_waiting" ON "notifications" USING btree ("not_before","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "notifications_ticket_id" ON "notifications" USING btree ("ticket_id","id");--> statement-breakpoint
CREATE INDEX "notifications_person_id" ON "notifications" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "surveys_team_id" ON "surveys" USING btree ("team_id","asked_at");--> statement-breakpoint
CREATE INDEX "surveys_agent_id" ON "surveys" USING btree ("agent_id");--> statement-breakpoint
CREATE INDEX "agent_skills_skill" ON "agent_skills" USING btree ("skill");--> statement-breakpoint
CREATE INDEX "decisions_ticket_id" ON "decisions" USING btree ("ticket_id","id");--> statement-breakpoint
CREATE INDEX "rule_firings_ticket_id" ON "rule_firings" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "rules_position" ON "rules" USING btree ("position","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "rules_team_id" ON "rules" USING btree ("team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sla_clocks_place" ON "sla_clocks" USING btree ("ticket_id","target","round");--> statement-breakpoint
CREATE INDEX "sla_clocks_next_at" ON "sla_clocks" USING btree ("next_at") WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX "sla_clocks_policy_id" ON "sla_clocks" USING btree ("policy_id");--> statement-breakpoint
CREATE INDEX "sla_clocks_calendar_id" ON "sla_clocks" USING btree ("calendar_id");--> statement-breakpoint
CREATE INDEX "sla_entries_ticket_id" ON "sla_entries" USING btree ("ticket_id","target","round","id");--> statement-breakpoint
CREATE INDEX "sla_entries_policy_id" ON "sla_entries" USING btree ("policy_id");--> statement-breakpoint
CREATE INDEX "sla_entries_calendar_id" ON "sla_entries" USING btree ("calendar_id");--> statement-breakpoint
CREATE INDEX "sla_policies_position" ON "sla_policies" USING btree ("position","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "sla_policies_team_id" ON "sla_policies" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "sla_policies_calendar_id" ON "sla_policies" USING btree ("calendar_id");--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_merged_into_id_tickets_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agents_away_until" ON "agents" USING btree ("away_until") WHERE away_until is not null;--> statement-breakpoint
CREATE INDEX "teams_calendar_id" ON "teams" USING btree ("calendar_id");--> statement-breakpoint
CREATE INDEX "tickets_sla" ON "tickets" USING btree ("sla_status","sla_due_at","id") WHERE deleted_at is null and archived_at is null;--> statement-breakpoint
CREATE INDEX "tickets_tags" ON "tickets" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "tickets_merged_into_id" ON "tickets" USING btree ("merged_into_id") WHERE merged_into_id is not null;--> statement-breakpoint
CREATE INDEX "tickets_load" ON "tickets" USING btree ("assignee_id","priority") WHERE status not in ('resolved', 'closed') and deleted_at is null;--> statement-breakpoint
CREATE INDEX "tickets_queue" ON "tickets" USING btree ("team_id","id") WHERE assignee_id is null and status not in ('resolved', 'closed') and deleted_at is null;--> statement-breakpoint
CREATE INDEX "tickets_resolved_at" ON "tickets" USING btree ("resolved_at") WHERE status = 'resolved';--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "capacity_counts" CHECK ("agents"."capacity" >= 0);--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "only_those_away_come_back" CHECK ("agents"."away_until" is null or "agents"."presence" <> 'available');--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "digest_at_is_a_time" CHECK ("teams"."digest_at" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "silence_counts" CHECK ("teams"."remind_after_hours" > 0 and "teams"."close_after_hours" > 0);--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "a_merged_ticket_points_elsewhere" CHECK ("tickets"."merged_into_id" is null or ("tickets"."merged_into_id" <> "tickets"."id" and "tickets"."status" = 'closed'));--> statement-breakpoint
CREATE POLICY "calendars_see" ON "calendars" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "calendars_add" ON "calendars" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "calendars_change" ON "calendars" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "calendars_remove" ON "calendars" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "holidays_see" ON "holidays" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "holidays_add" ON "holidays" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "holidays_change" ON "holidays" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "holidays_remove" ON "holidays" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "escalations_see" ON "escalations" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "escalations_add" ON "escalations" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "escalations_change" ON "escalations" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "escalations_remove" ON "escalations" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "ladders_see" ON "ladders" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "ladders_add" ON "ladders" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "ladders_change" ON "ladders" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "ladders_remove" ON "ladders" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "fields_see" ON "fields" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "fields_add" ON "fields" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "fields_change" ON "fields" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "fields_remove" ON "fields" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "macros_see" ON "macros" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "macros_add" ON "macros" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "macros_change" ON "macros" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "macros_remove" ON "macros" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "message_versions_see" ON "message_versions" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from messages m where m.id = message_id));--> statement-breakpoint
CREATE POLICY "message_versions_add" ON "message_versions" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from messages m where m.id = message_id)));--> statement-breakpoint
CREATE POLICY "message_versions_change" ON "message_versions" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from messages m where m.id = message_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from messages m where m.id = message_id)));--> statement-breakpoint
CREATE POLICY "message_versions_remove" ON "message_versions" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from messages m where m.id = message_id)));--> statement-breakpoint
CREATE POLICY "notifications_see" ON "notifications" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor') or person_id = (select desk_person()) or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "notifications_add" ON "notifications" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor') or person_id = (select desk_person()) or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))));--> statement-breakpoint
CREATE POLICY "notifications_change" ON "notifications" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor') or person_id = (select desk_person()) or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor') or person_id = (select desk_person()) or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))));--> statement-breakpoint
CREATE POLICY "notifications_remove" ON "notifications" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor') or person_id = (select desk_person()) or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))));--> statement-breakpoint
CREATE POLICY "surveys_see" ON "surveys" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "surveys_add" ON "surveys" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "surveys_change" ON "surveys" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "surveys_remove" ON "surveys" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "agent_skills_see" ON "agent_skills" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "agent_skills_add" ON "agent_skills" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "agent_skills_change" ON "agent_skills" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "agent_skills_remove" ON "agent_skills" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "decisions_see" ON "decisions" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "decisions_add" ON "decisions" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "decisions_change" ON "decisions" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "decisions_remove" ON "decisions" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "desk_settings_see" ON "desk_settings" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "desk_settings_add" ON "desk_settings" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "desk_settings_change" ON "desk_settings" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "desk_settings_remove" ON "desk_settings" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "rule_firings_see" ON "rule_firings" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "rule_firings_add" ON "rule_firings" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "rule_firings_change" ON "rule_firings" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "rule_firings_remove" ON "rule_firings" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "rules_see" ON "rules" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "rules_add" ON "rules" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "rules_change" ON "rules" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "rules_remove" ON "rules" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "skills_see" ON "skills" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "skills_add" ON "skills" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "skills_change" ON "skills" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "skills_remove" ON "skills" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "sla_clocks_see" ON "sla_clocks" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "sla_clocks_add" ON "sla_clocks" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "sla_clocks_change" ON "sla_clocks" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "sla_clocks_remove" ON "sla_clocks" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "sla_entries_see" ON "sla_entries" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "sla_entries_add" ON "sla_entries" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "sla_entries_change" ON "sla_entries" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "sla_entries_remove" ON "sla_entries" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "sla_policies_see" ON "sla_policies" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "sla_policies_add" ON "sla_policies" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "sla_policies_change" ON "sla_policies" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "sla_policies_remove" ON "sla_policies" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "versions_see" ON "versions" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "versions_add" ON "versions" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "versions_change" ON "versions" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
CREATE POLICY "versions_remove" ON "versions" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
INSERT INTO desk_settings (changed_at) VALUES (now());
