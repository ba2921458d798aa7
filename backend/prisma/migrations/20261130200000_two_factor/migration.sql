-- The second factor of an account (AUTH-03). Nobody's tenant: it belongs to the person, wherever they work, so only the
-- platform's role reads it. The secret is sealed with a key that is derived from the service's and in no database.
CREATE TABLE "two_factors" (
    "user_id" UUID NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    -- NULL while it is being set up: it asks for nothing yet.
    "enabled_at" TIMESTAMPTZ(3),
    -- The 30-second step of the last code that was accepted (RFC 6238): none is accepted of it or of one before.
    "last_step" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "two_factors_pkey" PRIMARY KEY ("user_id")
);
CREATE TABLE "recovery_codes" (
    "user_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("user_id","hash")
);
-- Somebody who has shown a password and is asked for a code: by the digest of what they hold.
CREATE TABLE "sign_in_challenges" (
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_challenges_pkey" PRIMARY KEY ("token_hash")
);
CREATE INDEX "sign_in_challenges_expires_at_idx" ON "sign_in_challenges"("expires_at");

ALTER TABLE two_factors ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE recovery_codes ADD FOREIGN KEY (user_id) REFERENCES two_factors (user_id) ON DELETE CASCADE;
ALTER TABLE sign_in_challenges ADD FOREIGN KEY (user_id) REFERENCES users (id);
GRANT SELECT, INSERT, UPDATE, DELETE ON two_factors, recovery_codes, sign_in_challenges TO meja_platform;
