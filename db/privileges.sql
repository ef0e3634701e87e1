-- Run by the owner after the migrations, every time: what the running server may do. Idempotent.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public, pgboss TO deskwire_runtime, deskwire_system;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO deskwire_runtime, deskwire_system;
-- Rows that are links or settings may go; what was said and what happened may not.
GRANT DELETE ON memberships, participants, watchers, metadata, receipts, invitations,
  suppressions, templates, dkim_keys, blocked_senders, imap_accounts, canaries, slack_inbox, calendars, holidays, agent_skills, skills, rule_firings,
  auth_users, auth_sessions, auth_accounts, auth_verifications, auth_rate_limits TO deskwire_runtime, deskwire_system;
REVOKE UPDATE, DELETE, TRUNCATE ON events FROM deskwire_runtime, deskwire_system;
REVOKE UPDATE, DELETE, TRUNCATE ON sla_entries, decisions, versions, message_versions FROM deskwire_runtime, deskwire_system;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON chain_heads FROM deskwire_runtime, deskwire_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO deskwire_runtime, deskwire_system;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO deskwire_runtime, deskwire_system;
-- verify_chains walks rows that policies hide, so only core may decide who asks: see core/audit/verify.ts.
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO deskwire_runtime, deskwire_system;

-- Policies hold for the owner too, except that the owner's own policy lets migrations through, and the desk's own
-- policy lets its work through.
DO $$
DECLARE
  name regclass;
BEGIN
  FOR name IN SELECT oid::regclass FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity
  LOOP
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('DROP POLICY IF EXISTS owner_migrates ON %s', name);
    EXECUTE format('CREATE POLICY owner_migrates ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    EXECUTE format('DROP POLICY IF EXISTS desk_works ON %s', name);
    EXECUTE format('CREATE POLICY desk_works ON %s TO deskwire_system USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
