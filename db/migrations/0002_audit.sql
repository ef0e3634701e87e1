-- The chain: each event is given its place and the SHA-256 of the row before and itself, whoever inserts it.
CREATE FUNCTION event_hash(e events) RETURNS bytea LANGUAGE sql STABLE
  SET TimeZone = 'UTC' SET DateStyle = 'ISO' AS $$
  SELECT sha256(
    coalesce(e.previous_hash, ''::bytea) || convert_to(
      jsonb_build_array(
        e.chain, e.place, e.ticket_id, e.kind, e.actor_id, e.via, host(e.ip), e.details,
        extract(epoch from e.at)::text
      )::text,
      'UTF8'
    )
  )
$$;
--> statement-breakpoint
CREATE FUNCTION chain_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  head chain_heads;
BEGIN
  INSERT INTO chain_heads (chain, place, hash) VALUES (NEW.chain, 0, '') ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM chain_heads WHERE chain = NEW.chain FOR UPDATE;
  NEW.place := head.place + 1;
  NEW.previous_hash := nullif(head.hash, '');
  NEW.xact := pg_current_xact_id()::text::bigint;
  NEW.hash := event_hash(NEW);
  UPDATE chain_heads SET place = NEW.place, hash = NEW.hash WHERE chain = NEW.chain;
  PERFORM pg_notify('desk', json_build_object('ticket', NEW.ticket_id, 'kind', NEW.kind)::text);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_chain BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION chain_event();
--> statement-breakpoint
CREATE FUNCTION refuse_rewriting_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are only ever added' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER events_are_kept BEFORE UPDATE OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_history();
--> statement-breakpoint
CREATE TRIGGER events_are_not_truncated BEFORE TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
--> statement-breakpoint
-- What code forgot: at commit, a change of status, assignee, team or priority that no event of this transaction
-- names is recorded by the database itself, so that none goes unseen.
CREATE FUNCTION record_what_code_forgot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  forgotten jsonb;
BEGIN
  SELECT jsonb_object_agg(key, jsonb_build_array(before -> key, after -> key)) INTO forgotten
  FROM (SELECT to_jsonb(OLD) AS before, to_jsonb(NEW) AS after) AS rows,
    unnest(ARRAY['status', 'priority', 'team_id', 'assignee_id']) AS key
  WHERE before -> key IS DISTINCT FROM after -> key
    AND NOT EXISTS (
      SELECT FROM events
      WHERE ticket_id = NEW.id
        AND xact = pg_current_xact_id()::text::bigint
        AND details -> 'changes' ? (CASE key WHEN 'team_id' THEN 'teamId' WHEN 'assignee_id' THEN 'assigneeId' ELSE key END)
    );
  IF forgotten IS NOT NULL THEN
    INSERT INTO events (chain, ticket_id, kind, actor_id, via, details, at)
    VALUES ('ticket:' || NEW.id, NEW.id, 'changed_unrecorded', desk_person(), 'database',
      jsonb_build_object('changes', forgotten, 'databaseUser', session_user), clock_timestamp());
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER tickets_are_recorded AFTER UPDATE ON tickets
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.priority IS DISTINCT FROM NEW.priority
    OR OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.assignee_id IS DISTINCT FROM NEW.assignee_id)
  EXECUTE FUNCTION record_what_code_forgot();
--> statement-breakpoint
-- Walks every chain and returns what does not fit: a row whose hash is not its own (edited), a place that is
-- missing, doubled or out of order (removed, reordered), a chain that ends before its head says (tail removed).
CREATE FUNCTION verify_chains(only_chain text DEFAULT NULL)
  RETURNS TABLE (chain text, place integer, fault text) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  WITH walk AS (
    SELECT e.*, row_number() OVER w AS due, lag(e.hash) OVER w AS hash_before,
      event_hash(e) AS own_hash
    FROM events e WHERE only_chain IS NULL OR e.chain = only_chain
    WINDOW w AS (PARTITION BY e.chain ORDER BY e.place)
  )
  SELECT walk.chain, walk.place,
    CASE
      WHEN walk.hash <> walk.own_hash THEN 'edited'
      WHEN walk.place <> walk.due THEN 'removed or reordered before this place'
      ELSE 'does not follow the row before it'
    END
  FROM walk
  WHERE walk.hash <> walk.own_hash OR walk.place <> walk.due
    OR walk.previous_hash IS DISTINCT FROM walk.hash_before
  UNION ALL
  SELECT h.chain, h.place, 'removed at the end'
  FROM chain_heads h
  LEFT JOIN LATERAL (
    SELECT e.hash FROM events e WHERE e.chain = h.chain ORDER BY e.place DESC LIMIT 1
  ) AS last ON true
  WHERE (only_chain IS NULL OR h.chain = only_chain) AND h.place > 0 AND last.hash IS DISTINCT FROM h.hash
  ORDER BY 1, 2
$$;
