ALTER TYPE "public"."template_kind" ADD VALUE 'reminder';--> statement-breakpoint
ALTER TYPE "public"."template_kind" ADD VALUE 'survey';--> statement-breakpoint
ALTER TABLE "templates" DROP CONSTRAINT "only_new_mails_have_subjects";--> statement-breakpoint
DROP INDEX "tickets_resolved_at";--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "expunged_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "mails_to_expunge" ON "mails" USING btree ("received_at") WHERE state in ('spam', 'rejected') and expunged_at is null;--> statement-breakpoint
CREATE INDEX "tickets_resolved" ON "tickets" USING btree ("team_id","resolved_at") WHERE status = 'resolved' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "tickets_silent" ON "tickets" USING btree ("team_id","last_agent_message_at") WHERE status = 'awaiting_customer' and deleted_at is null;--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "only_new_mails_have_subjects" CHECK (("templates"."kind" in ('reply_frame', 'signature')) = ("templates"."subject" is null));