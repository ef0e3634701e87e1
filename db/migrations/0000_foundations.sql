CREATE EXTENSION IF NOT EXISTS citext;
--> statement-breakpoint
-- The group that the running server's login belongs to: not an owner, no BYPASSRLS. Roles belong to the whole
-- cluster, so it may be there already.
DO $$ BEGIN
  CREATE ROLE deskwire_runtime NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
-- What the desk itself acts as (a job, a mail being read), for one transaction at a time: it sees every row, and its
-- statements are planned without the policies of people, which cost several times the work itself.
DO $$ BEGIN
  CREATE ROLE deskwire_system NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
-- Who acts in this transaction, as set by core/app.ts. Nothing set: null, and no policy holds.
CREATE FUNCTION desk_role() RETURNS text LANGUAGE sql STABLE
  RETURN nullif(current_setting('desk.role', true), '');
--> statement-breakpoint
CREATE FUNCTION desk_person() RETURNS integer LANGUAGE sql STABLE
  RETURN nullif(current_setting('desk.person', true), '')::integer;
--> statement-breakpoint
CREATE FUNCTION desk_teams() RETURNS integer[] LANGUAGE sql STABLE
  RETURN coalesce(nullif(current_setting('desk.teams', true), ''), '{}')::integer[];
--> statement-breakpoint
-- The tickets the actor watches. A definer function, because the policies of `tickets` and `watchers` would
-- otherwise ask each other for ever.
CREATE FUNCTION desk_watched() RETURNS integer[] LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT array_agg(ticket_id) FROM watchers WHERE person_id = desk_person()), '{}');
END $$;
--> statement-breakpoint
-- One address without brackets, blanks or lists: what may stand in an envelope.
CREATE FUNCTION is_address(text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
  RETURN $1 ~ '^[^[:space:]<>,;"]+@[^[:space:]@<>,;"]+$' AND length($1) <= 320;
--> statement-breakpoint
-- A language tag as mail names it: `de`, `pt-BR` (BCP 47, of which this is the part in use).
CREATE FUNCTION is_language(text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
  RETURN $1 ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$';
