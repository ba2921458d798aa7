-- Plans, add-ons, subscriptions and their invoices (SAAS-02 … SAAS-07, ADR 0020). The plan in effect, its end and a
-- suspension stay where they were, in `tenants`: a tenant without a row of `subscriptions` (one that the version before
-- this one adds during a rollout) holds the first version of its plan and nothing else.

-- A plan as it was sold at a time. Rows are never changed: an edit is a new version, and who holds an old one keeps it.
CREATE TABLE "plan_versions" (
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "price" BIGINT NOT NULL,
    "limits" JSONB NOT NULL,
    "features" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "plan_versions_pkey" PRIMARY KEY ("code","version")
);
CREATE TABLE "add_on_versions" (
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "price" BIGINT NOT NULL,
    "grants" JSONB NOT NULL,
    "offered" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "add_on_versions_pkey" PRIMARY KEY ("code","version")
);
ALTER TABLE plan_versions ADD CHECK (price BETWEEN 0 AND 1000000000000 AND version > 0);
ALTER TABLE add_on_versions ADD CHECK (price BETWEEN 0 AND 1000000000000 AND version > 0);
GRANT SELECT ON plan_versions, add_on_versions TO meja_app;
GRANT SELECT, INSERT ON plan_versions, add_on_versions TO meja_platform;

INSERT INTO plan_versions (code, version, name, price, limits, features, created_by) VALUES
  ('TRIAL', 1, '{"id": "Masa coba", "en": "Trial"}', 0, '{"outlets": null, "users": null, "products": null, "ordersPerMonth": null, "historyMonths": null}', '["inventory", "kitchen_display", "delivery", "customer_engagement", "api", "advanced_reports"]', 'Meja'),
  ('BASIC', 1, '{"id": "Dasar", "en": "Basic"}', 149000, '{"outlets": 1, "users": 5, "products": 500, "ordersPerMonth": 3000, "historyMonths": 12}', '["kitchen_display"]', 'Meja'),
  ('PRO', 1, '{"id": "Pro", "en": "Pro"}', 399000, '{"outlets": 5, "users": 30, "products": 10000, "ordersPerMonth": 30000, "historyMonths": 36}', '["kitchen_display", "inventory", "delivery", "customer_engagement", "advanced_reports"]', 'Meja'),
  ('ENTERPRISE', 1, '{"id": "Perusahaan", "en": "Enterprise"}', 1499000, '{"outlets": null, "users": null, "products": null, "ordersPerMonth": null, "historyMonths": null}', '["inventory", "kitchen_display", "delivery", "customer_engagement", "api", "advanced_reports"]', 'Meja');
INSERT INTO add_on_versions (code, version, name, price, grants, created_by) VALUES
  ('EXTRA_OUTLET', 1, '{"id": "Outlet tambahan", "en": "Extra outlet"}', 99000, '{"limit": "outlets", "amount": 1}', 'Meja'),
  ('EXTRA_USERS', 1, '{"id": "5 pengguna tambahan", "en": "5 extra users"}', 49000, '{"limit": "users", "amount": 5}', 'Meja'),
  ('EXTRA_ORDERS', 1, '{"id": "5.000 pesanan tambahan", "en": "5,000 extra orders"}', 59000, '{"limit": "ordersPerMonth", "amount": 5000}', 'Meja'),
  ('ADVANCED_REPORTS', 1, '{"id": "Laporan lanjutan", "en": "Advanced reports"}', 79000, '{"feature": "advanced_reports"}', 'Meja');

-- What a tenant's own row does not say: which version of its plan it holds, what the service owes it, and the change
-- that comes by itself at `next_at` (a smaller plan that waits for the end of what is paid, or the way back).
CREATE TABLE "subscriptions" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "plan_version" INTEGER NOT NULL DEFAULT 1,
    "credit" BIGINT NOT NULL DEFAULT 0,
    "next_plan" TEXT,
    "next_version" INTEGER,
    "next_at" TIMESTAMPTZ(3),
    "next_reverts" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("tenant_id")
);
ALTER TABLE subscriptions ADD CHECK (credit >= 0);
ALTER TABLE subscriptions ADD CHECK (num_nulls(next_plan, next_version, next_at) IN (0, 3));
ALTER TABLE subscriptions ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE subscriptions ADD FOREIGN KEY (next_plan, next_version) REFERENCES plan_versions (code, version);
CREATE INDEX "subscriptions_next_at_idx" ON "subscriptions"("next_at");

CREATE TABLE "invoices" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "purpose" JSONB NOT NULL,
    "lines" JSONB NOT NULL,
    "charge" BIGINT NOT NULL,
    "credit_used" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,
    "reference" TEXT,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("tenant_id","id")
);
ALTER TABLE invoices ADD CHECK (kind IN ('PLAN','RENEWAL','ADD_ON') AND status IN ('OPEN','PAID','VOID'));
ALTER TABLE invoices ADD CHECK (charge >= 0 AND credit_used >= 0 AND total >= 0 AND charge = credit_used + total);
ALTER TABLE invoices ADD CHECK ((status = 'OPEN') = (settled_at IS NULL));
ALTER TABLE invoices ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
CREATE UNIQUE INDEX "invoices_number_key" ON "invoices"("tenant_id","year","seq");
-- One at a time: what is open says what will be.
CREATE UNIQUE INDEX "invoices_one_open" ON "invoices"("tenant_id") WHERE status = 'OPEN';
CREATE INDEX "invoices_issued_at_idx" ON "invoices"("issued_at");

CREATE TABLE "subscription_add_ons" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_add_ons_pkey" PRIMARY KEY ("tenant_id","id")
);
ALTER TABLE subscription_add_ons ADD CHECK (quantity BETWEEN 1 AND 1000 AND ends_at > starts_at);
ALTER TABLE subscription_add_ons ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE subscription_add_ons ADD FOREIGN KEY (code, version) REFERENCES add_on_versions (code, version);
CREATE INDEX "subscription_add_ons_ends_at_idx" ON "subscription_add_ons"("ends_at");

-- What a business is to know; each thing once, however often a job looks.
CREATE TABLE "subscription_notices" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_notices_pkey" PRIMARY KEY ("tenant_id","id")
);
ALTER TABLE subscription_notices ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
CREATE UNIQUE INDEX "subscription_notices_once" ON "subscription_notices"("tenant_id","kind","about");

-- Numbers of one year, across all businesses. The row is held until the commit, so that none is ever missing.
CREATE TABLE "invoice_counters" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "invoice_counters_pkey" PRIMARY KEY ("year")
);
GRANT SELECT, INSERT, UPDATE ON invoice_counters TO meja_platform;

SELECT meja_secure_table('subscriptions'), meja_secure_table('invoices'), meja_secure_table('subscription_add_ons'),
  meja_secure_table('subscription_notices');
-- A tenant's own role reads its subscription; the service alone changes it.
REVOKE INSERT, UPDATE, DELETE ON subscriptions, invoices, subscription_add_ons, subscription_notices FROM meja_app;
REVOKE DELETE ON invoices FROM meja_platform;

-- Whose eyes a session of the service's owner in a business is, and why (SAAS-07).
ALTER TABLE "sessions" ADD COLUMN "impersonator_id" UUID, ADD COLUMN "impersonator_name" TEXT,
  ADD COLUMN "impersonation_reason" TEXT;
ALTER TABLE sessions ADD FOREIGN KEY (impersonator_id) REFERENCES users (id);
