-- Who somebody is at an OpenID Connect provider (AUTH-11): linked on purpose by the account's owner, never found by an e-mail
-- address. Nobody's tenant: it belongs to the person, wherever they work, so only the platform's role reads it.
CREATE TABLE "identities" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    -- What the provider calls them, to be recognised by; nothing is looked up by it.
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "identities_pkey" PRIMARY KEY ("issuer","subject")
);
-- One of a provider for an account.
CREATE UNIQUE INDEX "identities_user_id_issuer_key" ON "identities"("user_id", "issuer");

-- Somebody who was sent to the provider and is to come back: by the digest of what their browser holds. `user_id`: to link
-- what they come back with to this account; none: to sign in.
CREATE TABLE "identity_flows" (
    "token_hash" TEXT NOT NULL,
    "user_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_flows_pkey" PRIMARY KEY ("token_hash")
);
CREATE INDEX "identity_flows_expires_at_idx" ON "identity_flows"("expires_at");

ALTER TABLE identities ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE identities ADD CHECK (length(subject) BETWEEN 1 AND 255 AND length(email) <= 320);
ALTER TABLE identity_flows ADD FOREIGN KEY (user_id) REFERENCES users (id);
GRANT SELECT, INSERT, UPDATE, DELETE ON identities, identity_flows TO meja_platform;
