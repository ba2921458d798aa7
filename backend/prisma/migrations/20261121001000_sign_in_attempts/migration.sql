-- Failed sign-ins per address of e-mail (AUTH-08), kept by its digest: for one that has an account and one that has
-- none alike, so that neither the answer nor its time tells which it is.
CREATE TABLE sign_in_attempts (
  key text PRIMARY KEY,
  failed integer NOT NULL CHECK (failed > 0),
  last_at timestamptz(3) NOT NULL,
  locked_until timestamptz(3) NOT NULL
);
CREATE INDEX sign_in_attempts_last_at_idx ON sign_in_attempts (last_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO meja_platform;

ALTER TABLE users DROP COLUMN failed_attempts, DROP COLUMN locked_until;
