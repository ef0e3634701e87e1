-- What every desk climbs to begin with: the more urgent, the steeper. Minutes of business time since the escalation
-- began, which is when 20 % of a promise are left.
WITH added AS (
  INSERT INTO ladders (name, steps, version, created_at, changed_at)
  SELECT name, steps::jsonb, 1, now(), now() FROM (VALUES
    ('Low', '[
      {"after": 0, "targets": [{"to": "assignee"}]},
      {"after": 480, "targets": [{"to": "lead"}]}
    ]'),
    ('Medium', '[
      {"after": 0, "targets": [{"to": "assignee"}]},
      {"after": 120, "targets": [{"to": "lead"}]},
      {"after": 480, "targets": [{"to": "manager"}]}
    ]'),
    ('High', '[
      {"after": 0, "targets": [{"to": "assignee"}]},
      {"after": 30, "targets": [{"to": "lead"}]},
      {"after": 120, "targets": [{"to": "manager"}]}
    ]'),
    ('Critical', '[
      {"after": 0, "targets": [{"to": "assignee"}, {"to": "lead"}]},
      {"after": 5, "targets": [{"to": "team"}]},
      {"after": 15, "targets": [{"to": "manager"}]},
      {"after": 30, "targets": [{"to": "role", "role": "admin"}]}
    ]')
  ) AS seeds (name, steps)
  RETURNING *
), kept AS (
  INSERT INTO versions (subject, version, definition, changed_at)
  SELECT 'ladder:' || id, 1, jsonb_build_object('name', name, 'steps', steps), changed_at FROM added
), climbed AS (
  UPDATE sla_policies AS policy SET version = version + 1, changed_at = now(), targets = (
    SELECT jsonb_object_agg(target.key, CASE WHEN added.id IS NULL OR target.value ? 'ladderId' THEN target.value
      ELSE target.value || jsonb_build_object('ladderId', added.id) END)
    FROM jsonb_each(policy.targets) AS target LEFT JOIN added ON upper(added.name::text) = target.key
  )
  WHERE name = 'Standard' AND deleted_at IS NULL
  RETURNING policy.*
)
INSERT INTO versions (subject, version, definition, changed_at)
SELECT 'sla_policy:' || id, version, jsonb_build_object('name', name, 'position', position, 'enabled', enabled,
  'teamId', team_id, 'conditions', conditions, 'targets', targets, 'calendarId', calendar_id), changed_at
FROM climbed;
