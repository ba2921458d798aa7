-- When the owner of an account proved that its address is theirs: by a link that came there.
ALTER TABLE users ADD COLUMN email_verified_at timestamptz(3);

-- What an e-mailed link opens, once (AUTH-05). The token is in the mail alone; here is its digest.
CREATE TABLE account_links (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES users (id),
  kind text NOT NULL CHECK (kind IN ('RESET', 'VERIFY', 'CHANGE_EMAIL')),
  -- The address it was sent to, which it proves.
  email text NOT NULL,
  token_hash text NOT NULL UNIQUE,
  -- The mail that carries it: one that is sent again brings another token in the place of the first.
  mail_id uuid NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  voided_at timestamptz(3)
);
CREATE INDEX account_links_account_id_idx ON account_links (account_id);
CREATE INDEX account_links_expires_at_idx ON account_links (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON account_links TO meja_platform;

-- Passwords an account had before the present one, as they were hashed.
CREATE TABLE password_history (
  account_id uuid NOT NULL REFERENCES users (id),
  replaced_at timestamptz(3) NOT NULL,
  password_hash text NOT NULL,
  PRIMARY KEY (account_id, password_hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON password_history TO meja_platform;
