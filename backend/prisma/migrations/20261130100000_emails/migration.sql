-- E-mail that is to leave (INT-03), written in the transaction of its cause. It holds who is written to and what about,
-- never a secret: the token of a link is drawn when the mail is sent, and only its digest is stored (account_links).
CREATE TABLE emails (
  id uuid PRIMARY KEY,
  -- In whose name it is written, where it is a business's.
  tenant_id uuid REFERENCES tenants (id),
  name text NOT NULL,
  language text NOT NULL CHECK (language IN ('id', 'en')),
  recipient text NOT NULL,
  -- What its text is made from; emptied once it has left.
  params jsonb NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'WAITING' CHECK (status IN ('WAITING', 'SENT', 'DROPPED', 'FAILED')),
  attempts int NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL,
  -- When it may be tried, or while somebody tries it, when another may.
  next_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  -- Why it was given up: a code, never what a server said of somebody.
  error text,
  CHECK ((status = 'WAITING') = (ended_at IS NULL))
);
CREATE INDEX emails_due_idx ON emails (next_at, id) WHERE status = 'WAITING';
CREATE INDEX emails_created_at_idx ON emails (created_at);
CREATE INDEX emails_tenant_id_name_idx ON emails (tenant_id, name, created_at);
CREATE INDEX emails_recipient_name_idx ON emails (recipient, name);

ALTER TABLE emails ENABLE ROW LEVEL SECURITY;
ALTER TABLE emails FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON emails
  USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid);
-- A tenant's transaction asks for a mail and learns nothing of any.
GRANT INSERT (id, tenant_id, name, language, recipient, params, created_at, next_at) ON emails TO meja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON emails TO meja_platform;

-- Where mail arrives that no SMTP server takes: development and the demo.
CREATE TABLE local_inbox (
  id uuid PRIMARY KEY,
  recipient text NOT NULL,
  subject text NOT NULL,
  html text NOT NULL,
  plain text NOT NULL,
  received_at timestamptz(3) NOT NULL
);
CREATE INDEX local_inbox_received_at_idx ON local_inbox (received_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON local_inbox TO meja_platform;
