CREATE TYPE "public"."mail_decision" AS ENUM('admit', 'join', 'open');--> statement-breakpoint
CREATE TYPE "public"."transport_security" AS ENUM('tls', 'starttls', 'plain');--> statement-breakpoint
ALTER TYPE "public"."via" ADD VALUE 'imap';--> statement-breakpoint
ALTER TYPE "public"."via" ADD VALUE 'webhook';--> statement-breakpoint
ALTER TYPE "public"."via" ADD VALUE 'import';--> statement-breakpoint
CREATE TABLE "blocked_senders" (
	"pattern" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"added_by_id" integer,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "blocked_sender_is_in_lower_case" CHECK ("blocked_senders"."pattern" = lower("blocked_senders"."pattern")),
	CONSTRAINT "blocked_sender_has_one_shape" CHECK (is_address(case when "blocked_senders"."pattern" like '@%' then 'any' || "blocked_senders"."pattern" else "blocked_senders"."pattern" end))
);
--> statement-breakpoint
ALTER TABLE "blocked_senders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "canaries" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "canaries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"mailbox_id" integer NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"arrived_at" timestamp (3) with time zone,
	"problem" text
);
--> statement-breakpoint
ALTER TABLE "canaries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "imap_accounts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "imap_accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"mailbox_id" integer NOT NULL,
	"host" text NOT NULL,
	"port" integer NOT NULL,
	"security" "transport_security" NOT NULL,
	"username" text NOT NULL,
	"password" "bytea" NOT NULL,
	"folder" text NOT NULL,
	"uid_validity" text,
	"last_uid" integer DEFAULT 0 NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"problem" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "imap_accounts_place" UNIQUE("host","port","username","folder"),
	CONSTRAINT "imap_port_is_a_port" CHECK ("imap_accounts"."port" between 1 and 65535)
);
--> statement-breakpoint
ALTER TABLE "imap_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "reading_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "fingerprint" text;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "authentication" jsonb;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "bounce" jsonb;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "decision" "mail_decision";--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "decided_by_id" integer;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "accepts_unproven" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "accepts_copied" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "answers_by_mail" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "blocked_senders" ADD CONSTRAINT "blocked_senders_added_by_id_people_id_fk" FOREIGN KEY ("added_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canaries" ADD CONSTRAINT "canaries_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imap_accounts" ADD CONSTRAINT "imap_accounts_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "canaries_mailbox_id" ON "canaries" USING btree ("mailbox_id","id");--> statement-breakpoint
CREATE INDEX "imap_accounts_mailbox_id" ON "imap_accounts" USING btree ("mailbox_id");--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_decided_by_id_people_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mails_set_aside" ON "mails" USING btree ("fingerprint") WHERE state in ('held', 'spam');--> statement-breakpoint
CREATE INDEX "tickets_follows_id" ON "tickets" USING btree ("follows_id") WHERE follows_id is not null;--> statement-breakpoint
CREATE POLICY "blocked_senders_see" ON "blocked_senders" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "blocked_senders_add" ON "blocked_senders" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
CREATE POLICY "blocked_senders_change" ON "blocked_senders" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
CREATE POLICY "blocked_senders_remove" ON "blocked_senders" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
CREATE POLICY "canaries_see" ON "canaries" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
CREATE POLICY "canaries_add" ON "canaries" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "canaries_change" ON "canaries" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin')) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "canaries_remove" ON "canaries" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "imap_accounts_see" ON "imap_accounts" AS PERMISSIVE FOR SELECT TO "deskwire_runtime" USING ((select desk_role()) = 'admin');--> statement-breakpoint
CREATE POLICY "imap_accounts_add" ON "imap_accounts" AS PERMISSIVE FOR INSERT TO "deskwire_runtime" WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "imap_accounts_change" ON "imap_accounts" AS PERMISSIVE FOR UPDATE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin')) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
CREATE POLICY "imap_accounts_remove" ON "imap_accounts" AS PERMISSIVE FOR DELETE TO "deskwire_runtime" USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
ALTER POLICY "chain_heads_see" ON "chain_heads" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor'));--> statement-breakpoint
ALTER POLICY "events_see" ON "events" TO deskwire_runtime USING ((ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and (select desk_role()) in ('admin', 'auditor')));--> statement-breakpoint
ALTER POLICY "events_add" ON "events" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and (ticket_id is null or exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "mails_see" ON "mails" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor') or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
)));--> statement-breakpoint
ALTER POLICY "mails_add" ON "mails" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor') or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
))));--> statement-breakpoint
ALTER POLICY "mails_change" ON "mails" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor') or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
)))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor') or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
))));--> statement-breakpoint
ALTER POLICY "mails_remove" ON "mails" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor') or ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and (
  (ticket_id is not null and exists (select from tickets t where t.id = ticket_id))
  or (ticket_id is null and team_ids && (select desk_teams())::int[])
))));--> statement-breakpoint
ALTER POLICY "outbound_see" ON "outbound" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
ALTER POLICY "outbound_add" ON "outbound" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "outbound_change" ON "outbound" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "outbound_remove" ON "outbound" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "attachments_add" ON "attachments" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (exists (select from messages m where m.id = message_id)));--> statement-breakpoint
ALTER POLICY "attachments_change" ON "attachments" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (exists (select from messages m where m.id = message_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (exists (select from messages m where m.id = message_id)));--> statement-breakpoint
ALTER POLICY "attachments_remove" ON "attachments" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (exists (select from messages m where m.id = message_id)));--> statement-breakpoint
ALTER POLICY "messages_see" ON "messages" TO deskwire_runtime USING (((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
ALTER POLICY "messages_add" ON "messages" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "messages_change" ON "messages" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "messages_remove" ON "messages" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') or visibility = 'public') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "addresses_add" ON "addresses" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "addresses_change" ON "addresses" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "addresses_remove" ON "addresses" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "agents_see" ON "agents" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
ALTER POLICY "agents_add" ON "agents" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
ALTER POLICY "agents_change" ON "agents" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin')) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
ALTER POLICY "agents_remove" ON "agents" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
ALTER POLICY "invitations_see" ON "invitations" TO deskwire_runtime USING (false);--> statement-breakpoint
ALTER POLICY "invitations_add" ON "invitations" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (false));--> statement-breakpoint
ALTER POLICY "invitations_change" ON "invitations" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (false)) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (false));--> statement-breakpoint
ALTER POLICY "invitations_remove" ON "invitations" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (false));--> statement-breakpoint
ALTER POLICY "people_see" ON "people" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor') or id = (select desk_person())
        or exists (select from agents a where a.person_id = people.id)
        or exists (select from participants p where p.person_id = people.id));--> statement-breakpoint
ALTER POLICY "people_add" ON "people" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "people_change" ON "people" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "people_remove" ON "people" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "receipts_see" ON "receipts" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
ALTER POLICY "receipts_add" ON "receipts" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
ALTER POLICY "receipts_change" ON "receipts" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
ALTER POLICY "receipts_remove" ON "receipts" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
ALTER POLICY "tokens_see" ON "tokens" TO deskwire_runtime USING ((select desk_role()) = 'admin' or person_id = (select desk_person()));--> statement-breakpoint
ALTER POLICY "tokens_add" ON "tokens" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin' or person_id = (select desk_person())));--> statement-breakpoint
ALTER POLICY "tokens_change" ON "tokens" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin' or person_id = (select desk_person()))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin' or person_id = (select desk_person())));--> statement-breakpoint
ALTER POLICY "tokens_remove" ON "tokens" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin' or person_id = (select desk_person())));--> statement-breakpoint
ALTER POLICY "dkim_keys_see" ON "dkim_keys" TO deskwire_runtime USING ((select desk_role()) = 'admin');--> statement-breakpoint
ALTER POLICY "dkim_keys_add" ON "dkim_keys" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
ALTER POLICY "dkim_keys_change" ON "dkim_keys" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin')) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
ALTER POLICY "dkim_keys_remove" ON "dkim_keys" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) = 'admin'));--> statement-breakpoint
ALTER POLICY "suppressions_see" ON "suppressions" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
ALTER POLICY "suppressions_add" ON "suppressions" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
ALTER POLICY "suppressions_change" ON "suppressions" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
ALTER POLICY "suppressions_remove" ON "suppressions" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent')));--> statement-breakpoint
ALTER POLICY "templates_see" ON "templates" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
ALTER POLICY "templates_add" ON "templates" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "templates_change" ON "templates" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "templates_remove" ON "templates" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "mailboxes_see" ON "mailboxes" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
ALTER POLICY "mailboxes_add" ON "mailboxes" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "mailboxes_change" ON "mailboxes" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "mailboxes_remove" ON "mailboxes" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "memberships_see" ON "memberships" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
ALTER POLICY "memberships_add" ON "memberships" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "memberships_change" ON "memberships" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "memberships_remove" ON "memberships" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "teams_see" ON "teams" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent'));--> statement-breakpoint
ALTER POLICY "teams_add" ON "teams" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "teams_change" ON "teams" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin'))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "teams_remove" ON "teams" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('manager', 'admin')));--> statement-breakpoint
ALTER POLICY "metadata_see" ON "metadata" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
ALTER POLICY "metadata_add" ON "metadata" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "metadata_change" ON "metadata" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "metadata_remove" ON "metadata" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "participants_add" ON "participants" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "participants_change" ON "participants" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "participants_remove" ON "participants" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "tickets_see" ON "tickets" TO deskwire_runtime USING (
  (select desk_role()) in ('admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person())));--> statement-breakpoint
ALTER POLICY "tickets_add" ON "tickets" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (
  (select desk_role()) in ('admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person()))));--> statement-breakpoint
ALTER POLICY "tickets_change" ON "tickets" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (
  (select desk_role()) in ('admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person())))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (
  (select desk_role()) in ('admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person()))));--> statement-breakpoint
ALTER POLICY "tickets_remove" ON "tickets" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and (
  (select desk_role()) in ('admin', 'auditor')
  or ((select desk_role()) in ('agent', 'lead', 'manager') and (
    assignee_id = (select desk_person())
    or id = any ((select desk_watched())::int[])
    or (team_id = any ((select desk_teams())::int[]) and (not sensitive or (select desk_role()) = 'manager'))
  ))
  or ((select desk_role()) = 'requester' and requester_id = (select desk_person()))));--> statement-breakpoint
ALTER POLICY "watchers_see" ON "watchers" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id));--> statement-breakpoint
ALTER POLICY "watchers_add" ON "watchers" TO deskwire_runtime WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "watchers_change" ON "watchers" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id))) WITH CHECK ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));--> statement-breakpoint
ALTER POLICY "watchers_remove" ON "watchers" TO deskwire_runtime USING ((select desk_role()) in ('admin', 'manager', 'lead', 'agent') and ((select desk_role()) in ('admin', 'auditor', 'manager', 'lead', 'agent') and exists (select from tickets t where t.id = ticket_id)));