ALTER TABLE "tickets" ADD COLUMN "rules_place" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "rules_scope" ON "rules" USING btree ((definition->>'scope')) WHERE enabled and deleted_at is null;--> statement-breakpoint
-- Whether any rule that stands has this scope: asked beside each event, so it must cost next to nothing. A definer
-- function, because the desk asks for everybody.
CREATE FUNCTION has_rules(scope text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM rules WHERE definition ->> 'scope' = scope AND enabled AND deleted_at IS NULL
  );
END $$;
