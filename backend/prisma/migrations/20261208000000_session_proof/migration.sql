-- When a session's person proved who they are by password (AUTH-03, T-59). Null: not known, as of sessions of the version
-- before, or by a PIN or a provider.
ALTER TABLE "sessions" ADD COLUMN "proved_at" TIMESTAMPTZ(3);
