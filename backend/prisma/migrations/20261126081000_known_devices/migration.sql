-- Which devices an account has signed in from (AUTH-08): a stranger's wrong tries don't slow them down. Kept by a keyed
-- digest of account and device, so that the table tells neither.
CREATE TABLE known_devices (
  key text PRIMARY KEY,
  seen_at timestamptz(3) NOT NULL
);
CREATE INDEX known_devices_seen_at_idx ON known_devices (seen_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON known_devices TO meja_platform;

-- A row without a failure is a place in the queue: when this address may try this account.
ALTER TABLE sign_in_attempts DROP CONSTRAINT sign_in_attempts_failed_check;
ALTER TABLE sign_in_attempts ADD CONSTRAINT sign_in_attempts_failed_check CHECK (failed >= 0);

-- What has ended is found by its end, to be deleted.
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);
CREATE INDEX sessions_revoked_at_idx ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX refresh_tokens_expires_at_idx ON refresh_tokens (expires_at);
