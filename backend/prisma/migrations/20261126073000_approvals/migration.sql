-- Tries at an approver's PIN: counted per approver and session, and per sender, so that whoever guesses is slowed and
-- the approver can go on at another terminal. What happened is in the audit log; this is only how long to wait.
CREATE TABLE approval_tries (
  tenant_id uuid NOT NULL DEFAULT NULLIF(current_setting('app.tenant_id', true), '')::uuid,
  key text NOT NULL,
  failed int NOT NULL,
  last_at timestamptz(3) NOT NULL,
  locked_until timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, key),
  FOREIGN KEY (tenant_id) REFERENCES tenants (id)
);
CREATE INDEX approval_tries_tenant_id_last_at_idx ON approval_tries (tenant_id, last_at);
SELECT meja_secure_table('approval_tries');
