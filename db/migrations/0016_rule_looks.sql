ALTER TABLE "rules" ADD COLUMN "looked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "looked_to" integer;