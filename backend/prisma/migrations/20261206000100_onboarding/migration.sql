-- What an owner said about the first steps of a business (SAAS-01): which of them are fine as they are, and whether the
-- list is put away. Everything else of it is read from what is there.
CREATE TABLE "onboarding" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "confirmed" TEXT[],
    "hidden" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "onboarding_pkey" PRIMARY KEY ("tenant_id")
);
SELECT meja_secure_table('onboarding');
ALTER TABLE onboarding ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
REVOKE DELETE ON onboarding FROM meja_app;
