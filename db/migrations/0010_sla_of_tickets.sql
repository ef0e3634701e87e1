ALTER TABLE "tickets" ADD COLUMN "sla_warn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "sla_policy_id" integer;--> statement-breakpoint
CREATE INDEX "tickets_sla_due_at" ON "tickets" USING btree ("sla_due_at","id") WHERE deleted_at is null and archived_at is null;--> statement-breakpoint
CREATE INDEX "tickets_sla_warn_at" ON "tickets" USING btree ("sla_warn_at") WHERE deleted_at is null and archived_at is null and sla_status = 'on_track';--> statement-breakpoint
-- How a ticket stands at a moment: its row says how it stood at its last change, and what time alone brings since.
CREATE FUNCTION sla_status("then" sla_status, warn_at timestamptz, due_at timestamptz, at timestamptz)
  RETURNS sla_status LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN "then" <> 'on_track' THEN "then"
    WHEN due_at <= at THEN 'breached'
    WHEN warn_at <= at THEN 'near_breach'
    ELSE 'on_track'
  END::sla_status
$$;
--> statement-breakpoint
-- What every desk promises to begin with, whatever its age.
WITH added AS (
  INSERT INTO sla_policies (name, position, enabled, targets, version, created_at, changed_at)
  VALUES ('Standard', 1, true, '{
    "LOW": {"first": 1440, "next": 1440, "resolution": 4320},
    "MEDIUM": {"first": 480, "next": 480, "resolution": 2880},
    "HIGH": {"first": 120, "next": 120, "resolution": 1440},
    "CRITICAL": {"first": 30, "next": 30, "resolution": 240}
  }', 1, now(), now())
  RETURNING *
)
INSERT INTO versions (subject, version, definition, changed_at)
SELECT 'sla_policy:' || id, 1, jsonb_build_object('name', name, 'position', position, 'enabled', enabled,
  'teamId', team_id, 'conditions', conditions, 'targets', targets, 'calendarId', calendar_id), changed_at
FROM added;
