-- A membership is a tenant's own record of a person: its id, their name and address as the inviter typed them. Which
-- account it is of is known once that account's owner has accepted (account_id); until then it gives nothing, and no
-- tenant's answer can tell whether there is an account at all. user_id stays the person's id within the tenant.
ALTER TABLE memberships
  ADD COLUMN account_id uuid,
  ADD COLUMN email text,
  ADD COLUMN name text,
  -- SHA-256 of the code that opens a pending membership, and how long it does.
  ADD COLUMN code_hash text,
  ADD COLUMN code_expires_at timestamptz(3);
-- Whose the session is within its tenant; user_id is the account.
ALTER TABLE sessions ADD COLUMN member_id uuid;

-- Who works somewhere today goes on, under the same id.
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY;
ALTER TABLE sessions NO FORCE ROW LEVEL SECURITY;
UPDATE memberships m SET account_id = u.id, email = u.email, name = u.name FROM users u WHERE u.id = m.user_id;
UPDATE sessions SET member_id = user_id WHERE tenant_id IS NOT NULL;
-- A session of a tenant in which its account never was opens nothing; none is known, and none could be kept.
DELETE FROM refresh_tokens t USING sessions s WHERE t.session_id = s.id AND s.tenant_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM memberships m WHERE m.tenant_id = s.tenant_id AND m.user_id = s.member_id);
DELETE FROM sessions s WHERE s.tenant_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM memberships m WHERE m.tenant_id = s.tenant_id AND m.user_id = s.member_id);

-- The version before, while it still runs, writes neither: its members are accounts, its sessions theirs.
CREATE FUNCTION meja_fill_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.email IS NULL THEN
    SELECT u.id, u.email, u.name INTO NEW.account_id, NEW.email, NEW.name FROM users u WHERE u.id = NEW.user_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fill_membership BEFORE INSERT ON memberships
  FOR EACH ROW EXECUTE FUNCTION meja_fill_membership();
CREATE FUNCTION meja_fill_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.tenant_id IS NOT NULL AND NEW.member_id IS NULL THEN
    NEW.member_id := (SELECT m.user_id FROM memberships m
                      WHERE m.tenant_id = NEW.tenant_id AND m.account_id = NEW.user_id AND m.deleted_at IS NULL);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fill_session BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION meja_fill_session();

ALTER TABLE memberships ALTER COLUMN email SET NOT NULL, ALTER COLUMN name SET NOT NULL;
ALTER TABLE memberships DROP CONSTRAINT memberships_user_id_fkey;
ALTER TABLE memberships ADD FOREIGN KEY (account_id) REFERENCES users (id);
ALTER TABLE memberships ADD CHECK ((code_hash IS NULL) = (code_expires_at IS NULL));
ALTER TABLE sessions ADD FOREIGN KEY (tenant_id, member_id) REFERENCES memberships (tenant_id, user_id);
ALTER TABLE sessions ADD CHECK ((tenant_id IS NULL) = (member_id IS NULL));

DROP INDEX memberships_user_id_idx;
CREATE INDEX memberships_account_id_idx ON memberships (account_id);
CREATE INDEX memberships_code_hash_idx ON memberships (code_hash);
CREATE INDEX memberships_email_idx ON memberships (email);
CREATE UNIQUE INDEX memberships_living_email_key ON memberships (tenant_id, email) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX memberships_living_account_key ON memberships (tenant_id, account_id) WHERE deleted_at IS NULL;
DROP INDEX sessions_tenant_id_idx;
CREATE INDEX sessions_tenant_id_member_id_idx ON sessions (tenant_id, member_id);

-- A tenant sees of an account that joined it whether it may be used, nothing else, and can not join one by itself.
DROP POLICY tenant_isolation ON users;
CREATE POLICY tenant_isolation ON users FOR SELECT USING (
  EXISTS (SELECT FROM memberships m WHERE m.account_id = users.id
          AND m.tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid));
REVOKE SELECT ON users FROM meja_app;
REVOKE SELECT (id, email, name, locale, disabled_at, must_change_password, created_at) ON users FROM meja_app;
GRANT SELECT (id, disabled_at, must_change_password) ON users TO meja_app;
REVOKE INSERT, UPDATE, DELETE ON memberships FROM meja_app;
GRANT INSERT (tenant_id, user_id, email, name, role, outlet_ids, pin_hash, grants, revokes, active, created_at,
              version, code_hash, code_expires_at) ON memberships TO meja_app;
GRANT UPDATE (name, role, outlet_ids, pin_hash, grants, revokes, active, deleted_at, version, code_hash,
              code_expires_at) ON memberships TO meja_app;
-- It ends its members' sessions and sees when they were last in use.
GRANT SELECT (tenant_id, id, member_id, last_seen_at, revoked_at), UPDATE (revoked_at, revoked_reason) ON sessions
  TO meja_app;

ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
