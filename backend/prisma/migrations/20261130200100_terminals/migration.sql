-- Tills and tablets that an admin has registered to an outlet (AUTH-02): whoever holds one's token and knows the PIN of
-- somebody who works there signs in. The token is kept by its digest; it is found before its tenant is known.
CREATE TABLE "terminals" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "outlet_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "terminals_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE INDEX "terminals_token_hash_idx" ON "terminals"("token_hash");
SELECT meja_secure_table('terminals');
ALTER TABLE terminals ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE terminals ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);

-- Where a PIN opened the session: it works in that outlet alone, and ends with the terminal.
ALTER TABLE "sessions" ADD COLUMN "terminal_id" UUID;
ALTER TABLE sessions ADD FOREIGN KEY (tenant_id, terminal_id) REFERENCES terminals (tenant_id, id);
CREATE INDEX sessions_terminal ON sessions (tenant_id, terminal_id) WHERE terminal_id IS NOT NULL;
GRANT SELECT (terminal_id) ON sessions TO meja_app;
