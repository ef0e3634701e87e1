CREATE TYPE "public"."agent_role" AS ENUM('agent', 'lead', 'manager', 'admin', 'auditor');--> statement-breakpoint
CREATE TYPE "public"."channel" AS ENUM('email', 'slack', 'console', 'api');--> statement-breakpoint
CREATE TYPE "public"."direction" AS ENUM('inbound', 'outbound');--> statement-breakpoint
CREATE TYPE "public"."mail_state" AS ENUM('received', 'opened', 'appended', 'bounce', 'auto_reply', 'feedback', 'duplicate', 'loop', 'held', 'spam', 'rejected', 'failed');--> statement-breakpoint
CREATE TYPE "public"."outbound_kind" AS ENUM('reply', 'acknowledgement', 'notice');--> statement-breakpoint
CREATE TYPE "public"."outbound_state" AS ENUM('queued', 'sending', 'sent', 'failed', 'cancelled', 'scheduled', 'bounced');--> statement-breakpoint
CREATE TYPE "public"."participation" AS ENUM('requester', 'cc', 'proposed');--> statement-breakpoint
CREATE TYPE "public"."template_kind" AS ENUM('reply_frame', 'acknowledgement', 'signature');--> statement-breakpoint
CREATE TYPE "public"."ticket_priority" AS ENUM('LOW', 'MEDIUM', 'HIGH', 'CRITICAL');--> statement-breakpoint
CREATE TYPE "public"."ticket_status" AS ENUM('new', 'open', 'in_progress', 'awaiting_customer', 'awaiting_internal', 'awaiting_third_party', 'on_hold', 'resolved', 'closed');--> statement-breakpoint
CREATE TYPE "public"."via" AS ENUM('email', 'slack', 'console', 'api', 'cli', 'system', 'database');--> statement-breakpoint
CREATE TYPE "public"."visibility" AS ENUM('public', 'internal');--> statement-breakpoint
CREATE TABLE "chain_heads" (
	"chain" text PRIMARY KEY NOT NULL,
	"place" integer NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "chain_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chain" text NOT NULL,
	"place" integer DEFAULT 0 NOT NULL,
	"ticket_id" integer,
	"kind" text NOT NULL,
	"actor_id" integer,
	"via" "via" NOT NULL,
	"ip" "inet",
	"details" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"xact" bigint DEFAULT pg_current_xact_id()::text::bigint NOT NULL,
	"previous_hash" "bytea",
	"hash" "bytea" DEFAULT ''::bytea NOT NULL,
	CONSTRAINT "event_is_of_its_ticket" CHECK ("events"."ticket_id" is null or "events"."chain" = 'ticket:' || "events"."ticket_id")
);
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mails" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mails_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"received_at" timestamp (3) with time zone NOT NULL,
	"door" "via" NOT NULL,
	"remote_address" text,
	"envelope_from" text NOT NULL,
	"envelope_to" text[] NOT NULL,
	"mailbox_id" integer,
	"team_ids" integer[] NOT NULL,
	"raw" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"state" "mail_state" NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"header_message_id" text,
	"sender" text,
	"subject" text,
	"ticket_id" integer,
	"message_id" integer,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "read_mails_have_an_end" CHECK (("mails"."state" = 'received') = ("mails"."read_at" is null)),
	CONSTRAINT "mails_in_tickets_name_them" CHECK ("mails"."state" not in ('opened', 'appended') or ("mails"."ticket_id" is not null and "mails"."message_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "mails" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbound" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbound_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" "outbound_kind" DEFAULT 'reply' NOT NULL,
	"ticket_id" integer NOT NULL,
	"message_id" integer NOT NULL,
	"mailbox_id" integer NOT NULL,
	"to" text[] NOT NULL,
	"cc" text[] NOT NULL,
	"header_message_id" text NOT NULL,
	"raw" "bytea",
	"state" "outbound_state" NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"bounced_to" text[] DEFAULT '{}' NOT NULL,
	"bounce_status" text,
	"not_before" timestamp (3) with time zone NOT NULL,
	"locked_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"replaced_by_id" integer,
	CONSTRAINT "outbound_header_message_id" UNIQUE("header_message_id"),
	CONSTRAINT "outbound_goes_to_somebody" CHECK (cardinality("outbound"."to") > 0),
	CONSTRAINT "sent_at_tells_the_truth" CHECK (("outbound"."state" in ('sent', 'bounced')) = ("outbound"."sent_at" is not null)),
	CONSTRAINT "what_is_sent_is_kept" CHECK ("outbound"."state" not in ('sending', 'sent', 'bounced') or "outbound"."raw" is not null),
	CONSTRAINT "automatic_mail_goes_to_one" CHECK ("outbound"."kind" = 'reply' or cardinality("outbound"."to") + cardinality("outbound"."cc") = 1)
);
--> statement-breakpoint
ALTER TABLE "outbound" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attachments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ticket_id" integer NOT NULL,
	"message_id" integer NOT NULL,
	"filename" text NOT NULL,
	"content_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"inline" boolean NOT NULL,
	"content_id" text,
	CONSTRAINT "filename_is_safe" CHECK ("attachments"."filename" !~ '[/\[:cntrl:]]' and length("attachments"."filename") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "attachments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ticket_id" integer NOT NULL,
	"channel" "channel" NOT NULL,
	"direction" "direction" NOT NULL,
	"visibility" "visibility" NOT NULL,
	"automatic" boolean DEFAULT false NOT NULL,
	"author_id" integer,
	"author_address" "citext",
	"subject" text,
	"text" text NOT NULL,
	"visible_text" text NOT NULL,
	"html" text,
	"header_message_id" text,
	"references" text[] DEFAULT '{}' NOT NULL,
	"fingerprint" text,
	"mail_id" integer,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', left(visible_text, 100000))) STORED,
	CONSTRAINT "notes_are_not_mail" CHECK ("messages"."visibility" = 'public' or "messages"."header_message_id" is null)
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "addresses" (
	"address" "citext" PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "address_has_one_shape" CHECK (is_address("addresses"."address"::text))
);
--> statement-breakpoint
ALTER TABLE "addresses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agents" (
	"person_id" integer PRIMARY KEY NOT NULL,
	"role" "agent_role" NOT NULL,
	"user_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"deactivated_at" timestamp (3) with time zone,
	CONSTRAINT "agents_user_id" UNIQUE("user_id")
);
--> statement-breakpoint
ALTER TABLE "agents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitations" (
	"hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "invitation_purpose" CHECK ("invitations"."purpose" in ('setup'))
);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "people" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "people_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"language" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "person_name_is_short" CHECK (length("people"."name") <= 200),
	CONSTRAINT "person_language_is_a_tag" CHECK (is_language("people"."language"))
);
--> statement-breakpoint
ALTER TABLE "people" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "receipts" (
	"key" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"result" text
);
--> statement-breakpoint
ALTER TABLE "receipts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tokens" (
	"hash" text PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "dkim_keys" (
	"domain" text NOT NULL,
	"selector" text NOT NULL,
	"private_key" "bytea" NOT NULL,
	"public_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "dkim_keys_domain_selector_pk" PRIMARY KEY("domain","selector"),
	CONSTRAINT "dkim_domain_is_a_host" CHECK ("dkim_keys"."domain" ~ '^[a-z0-9_-]+(\.[a-z0-9_-]+)*$'),
	CONSTRAINT "dkim_selector_is_a_label" CHECK ("dkim_keys"."selector" ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$')
);
--> statement-breakpoint
ALTER TABLE "dkim_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "suppressions" (
	"address" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "suppressed_address_has_one_shape" CHECK (is_address("suppressions"."address")),
	CONSTRAINT "suppressed_address_is_in_lower_case" CHECK ("suppressions"."address" = lower("suppressions"."address"))
);
--> statement-breakpoint
ALTER TABLE "suppressions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "templates" (
	"team_id" integer,
	"language" text NOT NULL,
	"kind" "template_kind" NOT NULL,
	"subject" text,
	"text" text NOT NULL,
	"changed_by_id" integer,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "templates_place" UNIQUE NULLS NOT DISTINCT("team_id","language","kind"),
	CONSTRAINT "template_language_is_a_tag" CHECK (is_language("templates"."language")),
	CONSTRAINT "only_new_mails_have_subjects" CHECK (("templates"."kind" = 'acknowledgement') = ("templates"."subject" is not null)),
	CONSTRAINT "template_is_short" CHECK (length("templates"."text") <= 20000 and length("templates"."subject") <= 250)
);
--> statement-breakpoint
ALTER TABLE "templates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_rate_limits" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "auth_rate_limits_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "auth_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "auth_sessions_token" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "auth_users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "auth_users_email" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "auth_verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailboxes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mailboxes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"address" "citext" NOT NULL,
	"name" text NOT NULL,
	"team_id" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mailboxes_address" UNIQUE("address"),
	CONSTRAINT "mailbox_address_has_one_shape" CHECK (is_address("mailboxes"."address"::text))
);
--> statement-breakpoint
ALTER TABLE "mailboxes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "memberships" (
	"team_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "memberships_team_id_person_id_pk" PRIMARY KEY("team_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "teams" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "teams_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" "citext" NOT NULL,
	"slack_channel" text,
	"reopen_days" integer DEFAULT 14,
	"language" text DEFAULT 'en' NOT NULL,
	"acknowledge_hours" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "teams_name" UNIQUE("name"),
	CONSTRAINT "team_has_a_name" CHECK (length(trim("teams"."name"::text)) between 1 and 80),
	CONSTRAINT "reopen_days_count" CHECK ("teams"."reopen_days" >= 0),
	CONSTRAINT "acknowledge_hours_count" CHECK ("teams"."acknowledge_hours" between 1 and 720),
	CONSTRAINT "team_language_is_a_tag" CHECK (is_language("teams"."language"))
);
--> statement-breakpoint
ALTER TABLE "teams" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "metadata" (
	"ticket_id" integer NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "metadata_ticket_id_key_pk" PRIMARY KEY("ticket_id","key"),
	CONSTRAINT "metadata_key_is_a_name" CHECK ("metadata"."key" ~ '^[a-zA-Z0-9_.-]{1,64}$'),
	CONSTRAINT "metadata_value_is_short" CHECK (length("metadata"."value") <= 4000)
);
--> statement-breakpoint
ALTER TABLE "metadata" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "participants" (
	"ticket_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	"role" "participation" NOT NULL,
	"address" "citext" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "participants_ticket_id_person_id_pk" PRIMARY KEY("ticket_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "participants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tickets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1001 CACHE 1),
	"subject" text NOT NULL,
	"status" "ticket_status" NOT NULL,
	"priority" "ticket_priority" NOT NULL,
	"escalation" integer DEFAULT 0 NOT NULL,
	"reopened" integer DEFAULT 0 NOT NULL,
	"sensitive" boolean DEFAULT false NOT NULL,
	"requester_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"assignee_id" integer,
	"mailbox_id" integer,
	"follows_id" integer,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"first_response_at" timestamp (3) with time zone,
	"last_requester_message_at" timestamp (3) with time zone,
	"last_agent_message_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by_id" integer,
	"closed_at" timestamp (3) with time zone,
	"closed_by_id" integer,
	"snoozed_until" timestamp (3) with time zone,
	"archived_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', subject)) STORED,
	CONSTRAINT "subject_is_short" CHECK (length("tickets"."subject") <= 1000),
	CONSTRAINT "counts_count" CHECK ("tickets"."escalation" >= 0 and "tickets"."reopened" >= 0),
	CONSTRAINT "resolved_at_tells_the_truth" CHECK (("tickets"."status" in ('resolved', 'closed')) = ("tickets"."resolved_at" is not null)),
	CONSTRAINT "closed_at_tells_the_truth" CHECK (("tickets"."status" = 'closed') = ("tickets"."closed_at" is not null)),
	CONSTRAINT "only_waiting_tickets_sleep" CHECK ("tickets"."snoozed_until" is null or "tickets"."status" = 'on_hold'),
	CONSTRAINT "only_ended_tickets_are_archived" CHECK ("tickets"."archived_at" is null or "tickets"."status" in ('resolved', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "tickets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "watchers" (
	"ticket_id" integer NOT NULL,
	"person_id" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "watchers_ticket_id_person_id_pk" PRIMARY KEY("ticket_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "watchers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbound" ADD CONSTRAINT "outbound_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbound" ADD CONSTRAINT "outbound_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbound" ADD CONSTRAINT "outbound_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbound" ADD CONSTRAINT "outbound_replaced_by_id_outbound_id_fk" FOREIGN KEY ("replaced_by_id") REFERENCES "public"."outbound"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "templates_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "templates_changed_by_id_people_id_fk" FOREIGN KEY ("changed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_accounts" ADD CONSTRAINT "auth_accounts_user_id_auth_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_user_id_auth_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD CONSTRAINT "mailboxes_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metadata" ADD CONSTRAINT "metadata_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_requester_id_people_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_assignee_id_people_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_resolved_by_id_people_id_fk" FOREIGN KEY ("resolved_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_closed_by_id_people_id_fk" FOREIGN KEY ("closed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watchers" ADD CONSTRAINT "watchers_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watchers" ADD CONSTRAINT "watchers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "events_chain_place" ON "events" USING btree ("chain","place");--> statement-breakpoint
CREATE INDEX "events_ticket" ON "events" USING btree ("ticket_id","id");--> statement-breakpoint
CREATE INDEX "events_actor" ON "events" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "events_kind" ON "events" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "events_at" ON "events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "mails_unread" ON "mails" USING btree ("id") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "mails_state" ON "mails" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "mails_header_message_id" ON "mails" USING btree ("header_message_id");--> statement-breakpoint
CREATE INDEX "mails_ticket_id" ON "mails" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "mails_envelope_to" ON "mails" USING gin ("envelope_to");--> statement-breakpoint
CREATE INDEX "outbound_unsent" ON "outbound" USING btree ("not_before") WHERE state in ('queued', 'scheduled', 'sending');--> statement-breakpoint
CREATE INDEX "outbound_automatic_to" ON "outbound" USING btree (("to"[1]),"created_at") WHERE kind <> 'reply';--> statement-breakpoint
CREATE INDEX "outbound_automatic_at" ON "outbound" USING btree ("created_at") WHERE kind <> 'reply';--> statement-breakpoint
CREATE INDEX "outbound_state" ON "outbound" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "outbound_message_id" ON "outbound" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "outbound_ticket_id" ON "outbound" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "attachments_message_id" ON "attachments" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "attachments_ticket_id" ON "attachments" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "attachments_sha256" ON "attachments" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "messages_ticket" ON "messages" USING btree ("ticket_id","id");--> statement-breakpoint
CREATE INDEX "messages_header_message_id" ON "messages" USING btree ("header_message_id");--> statement-breakpoint
CREATE INDEX "messages_fingerprint" ON "messages" USING btree ("fingerprint");--> statement-breakpoint
CREATE INDEX "messages_references" ON "messages" USING gin ("references") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "messages_search" ON "messages" USING gin ("search");--> statement-breakpoint
CREATE INDEX "addresses_person_id" ON "addresses" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "addresses_as_text" ON "addresses" USING btree ((address::text));--> statement-breakpoint
CREATE INDEX "receipts_at" ON "receipts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "tokens_person_id" ON "tokens" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "auth_accounts_user_id" ON "auth_accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_sessions_user_id" ON "auth_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_verifications_identifier" ON "auth_verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "mailboxes_team_id" ON "mailboxes" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "memberships_person_id" ON "memberships" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "metadata_key_value" ON "metadata" USING btree ("key",left(value, 200));--> statement-breakpoint
CREATE INDEX "participants_person_id" ON "participants" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "tickets_updated_at" ON "tickets" USING btree ("updated_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE deleted_at is null and archived_at is null;--> statement-breakpoint
CREATE INDEX "tickets_status" ON "tickets" USING btree ("status","updated_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE deleted_at is null and archived_at is null;--> statement-breakpoint
CREATE INDEX "tickets_team" ON "tickets" USING btree ("team_id","updated_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE deleted_at is null and archived_at is null;--> statement-breakpoint
CREATE INDEX "tickets_assignee" ON "tickets" USING btree ("assignee_id","updated_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE deleted_at is null and archived_at is null;--> statement-breakpoint
CREATE INDEX "tickets_requester_id" ON "tickets" USING btree ("requester_id");--> statement-breakpoint
CREATE INDEX "tickets_snoozed_until" ON "tickets" USING btree ("snoozed_until") WHERE snoozed_until is not null;--> statement-breakpoint
CREATE INDEX "tickets_search" ON "tickets" USING gin ("search");--> statement-breakpoint
CREATE INDEX "watchers_person_id" ON "watchers" USING btree ("person_id");--> statement-breakpoint
CREATE POLICY "chain_heads_see" ON "chain_heads" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor'));--> statement-breakpoint
CREATE POLICY "events_see" ON "events" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and (select desk_role()) in ('system', 'admin', 'auditor')));--> statement-breakpoint
CREATE POLICY "events_add" ON "events" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and (ticket_id is null or exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "mails_see" ON "mails" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor') or ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
)));--> statement-breakpoint
CREATE POLICY "mails_add" ON "mails" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor') or ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
))));--> statement-breakpoint
CREATE POLICY "mails_change" ON "mails" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor') or ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
)))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor') or ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
))));--> statement-breakpoint
CREATE POLICY "mails_remove" ON "mails" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor') or ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
))));--> statement-breakpoint
CREATE POLICY "outbound_see" ON "outbound" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "outbound_add" ON "outbound" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "outbound_change" ON "outbound" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "outbound_remove" ON "outbound" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "attachments_see" ON "attachments" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING (exists (select from messages m where m.id = message_id));--> statement-breakpoint
CREATE POLICY "attachments_add" ON "attachments" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (exists (select from messages m where m.id = message_id)));--> statement-breakpoint
CREATE POLICY "attachments_change" ON "attachments" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (exists (select from messages m where m.id = message_id))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (exists (select from messages m where m.id = message_id)));--> statement-breakpoint
CREATE POLICY "attachments_remove" ON "attachments" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (exists (select from messages m where m.id = message_id)));--> statement-breakpoint
CREATE POLICY "messages_see" ON "messages" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING (((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "messages_add" ON "messages" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "messages_change" ON "messages" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "messages_remove" ON "messages" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "addresses_see" ON "addresses" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING (exists (select from people p where p.id = person_id));--> statement-breakpoint
CREATE POLICY "addresses_add" ON "addresses" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "addresses_change" ON "addresses" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "addresses_remove" ON "addresses" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "agents_see" ON "agents" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "agents_add" ON "agents" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system')));--> statement-breakpoint
CREATE POLICY "agents_change" ON "agents" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system')));--> statement-breakpoint
CREATE POLICY "agents_remove" ON "agents" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system')));--> statement-breakpoint
CREATE POLICY "invitations_see" ON "invitations" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) = 'system');--> statement-breakpoint
CREATE POLICY "invitations_add" ON "invitations" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'system'));--> statement-breakpoint
CREATE POLICY "invitations_change" ON "invitations" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'system')) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'system'));--> statement-breakpoint
CREATE POLICY "invitations_remove" ON "invitations" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'system'));--> statement-breakpoint
CREATE POLICY "people_see" ON "people" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor') or id = (select desk_person())
        or exists (select from agents a where a.person_id = people.id)
        or exists (select from participants p where p.person_id = people.id));--> statement-breakpoint
CREATE POLICY "people_add" ON "people" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "people_change" ON "people" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "people_remove" ON "people" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "receipts_see" ON "receipts" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "receipts_add" ON "receipts" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
CREATE POLICY "receipts_change" ON "receipts" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
CREATE POLICY "receipts_remove" ON "receipts" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
CREATE POLICY "tokens_see" ON "tokens" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'system') or person_id = (select desk_person()));--> statement-breakpoint
CREATE POLICY "tokens_add" ON "tokens" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system') or person_id = (select desk_person())));--> statement-breakpoint
CREATE POLICY "tokens_change" ON "tokens" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system') or person_id = (select desk_person()))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system') or person_id = (select desk_person())));--> statement-breakpoint
CREATE POLICY "tokens_remove" ON "tokens" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system') or person_id = (select desk_person())));--> statement-breakpoint
CREATE POLICY "dkim_keys_see" ON "dkim_keys" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'system'));--> statement-breakpoint
CREATE POLICY "dkim_keys_add" ON "dkim_keys" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system')));--> statement-breakpoint
CREATE POLICY "dkim_keys_change" ON "dkim_keys" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system')));--> statement-breakpoint
CREATE POLICY "dkim_keys_remove" ON "dkim_keys" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'system')));--> statement-breakpoint
CREATE POLICY "suppressions_see" ON "suppressions" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "suppressions_add" ON "suppressions" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
CREATE POLICY "suppressions_change" ON "suppressions" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
CREATE POLICY "suppressions_remove" ON "suppressions" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
CREATE POLICY "templates_see" ON "templates" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "templates_add" ON "templates" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "templates_change" ON "templates" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "templates_remove" ON "templates" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "mailboxes_see" ON "mailboxes" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "mailboxes_add" ON "mailboxes" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "mailboxes_change" ON "mailboxes" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "mailboxes_remove" ON "mailboxes" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "memberships_see" ON "memberships" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "memberships_add" ON "memberships" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "memberships_change" ON "memberships" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "memberships_remove" ON "memberships" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "teams_see" ON "teams" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "teams_add" ON "teams" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "teams_change" ON "teams" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system'))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "teams_remove" ON "teams" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin', 'system')));--> statement-breakpoint
CREATE POLICY "metadata_see" ON "metadata" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "metadata_add" ON "metadata" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "metadata_change" ON "metadata" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "metadata_remove" ON "metadata" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "participants_see" ON "participants" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING (exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "participants_add" ON "participants" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "participants_change" ON "participants" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "participants_remove" ON "participants" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "tickets_see" ON "tickets" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING (
  (select desk_role()) in ('system', 'admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person())));--> statement-breakpoint
CREATE POLICY "tickets_add" ON "tickets" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (
  (select desk_role()) in ('system', 'admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person()))));--> statement-breakpoint
CREATE POLICY "tickets_change" ON "tickets" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (
  (select desk_role()) in ('system', 'admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person())))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (
  (select desk_role()) in ('system', 'admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person()))));--> statement-breakpoint
CREATE POLICY "tickets_remove" ON "tickets" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and (
  (select desk_role()) in ('system', 'admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person()))));--> statement-breakpoint
CREATE POLICY "watchers_see" ON "watchers" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
CREATE POLICY "watchers_add" ON "watchers" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "watchers_change" ON "watchers" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
CREATE POLICY "watchers_remove" ON "watchers" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('system', 'admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('system', 'admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));