-- Keys by which other programs come in (AUTH-10), kept by their digest and found before their tenant is known. A key
-- holds its scopes as long as whoever made it holds them.
CREATE TABLE "api_keys" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE INDEX "api_keys_key_hash_idx" ON "api_keys"("key_hash");
SELECT meja_secure_table('api_keys');
ALTER TABLE api_keys ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE api_keys ADD FOREIGN KEY (tenant_id, created_by) REFERENCES memberships (tenant_id, user_id);
REVOKE DELETE ON api_keys FROM meja_app;
