-- Payment through a gateway (PAY-03, PAY-04, SAAS-05, ADR 0021).

-- The service's own accounts at gateways. Credentials are sealed (platform/vault) with keys that are in no database. A row
-- stays after another account took its place: charges that were made with it are still asked about.
CREATE TABLE "service_gateways" (
    "id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "service_gateways_pkey" PRIMARY KEY ("id")
);
ALTER TABLE service_gateways ADD CHECK (gateway IN ('MIDTRANS','XENDIT') AND mode IN ('SIMULATOR','SANDBOX','PRODUCTION'));
CREATE UNIQUE INDEX "service_gateways_gateway_mode_key" ON "service_gateways"("gateway","mode");
-- One makes the new charges.
CREATE UNIQUE INDEX "service_gateways_active" ON "service_gateways"("active") WHERE active;
GRANT SELECT, INSERT, UPDATE ON service_gateways TO meja_platform;

-- A try to pay an invoice. The row is there, under an order id of ours, before the gateway hears of it: whatever the gateway
-- says later finds it, also where this side died in between.
CREATE TABLE "invoice_charges" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "bank" TEXT,
    "amount" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'CREATING',
    "provider_id" TEXT,
    "instructions" JSONB,
    "failure" TEXT,
    "paid_amount" DECIMAL(20,2),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "checks" INTEGER NOT NULL DEFAULT 0,
    -- When the gateway is asked again; null: never more by itself.
    "next_check_at" TIMESTAMPTZ(3),

    CONSTRAINT "invoice_charges_pkey" PRIMARY KEY ("tenant_id","id")
);
ALTER TABLE invoice_charges ADD CHECK (method IN ('QRIS','VIRTUAL_ACCOUNT','PAGE') AND amount > 0);
ALTER TABLE invoice_charges ADD CHECK (status IN ('CREATING','PENDING','PAID','EXPIRED','CANCELLED','FAILED','REVERSED'));
ALTER TABLE invoice_charges ADD FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices (tenant_id, id);
ALTER TABLE invoice_charges ADD FOREIGN KEY (account_id) REFERENCES service_gateways (id);
CREATE UNIQUE INDEX "invoice_charges_order_key" ON "invoice_charges"("tenant_id","order_id");
-- One at a time, so that nobody pays the same invoice in two ways.
CREATE UNIQUE INDEX "invoice_charges_one_live" ON "invoice_charges"("tenant_id","invoice_id")
  WHERE status IN ('CREATING','PENDING');
CREATE INDEX "invoice_charges_invoice_idx" ON "invoice_charges"("tenant_id","invoice_id","created_at");
CREATE INDEX "invoice_charges_order_id_idx" ON "invoice_charges"("order_id");
CREATE INDEX "invoice_charges_provider_id_idx" ON "invoice_charges"("provider_id");
CREATE INDEX "invoice_charges_next_check_at_idx" ON "invoice_charges"("next_check_at");
CREATE INDEX "invoice_charges_created_at_idx" ON "invoice_charges"("created_at");

-- What gateways told, once each however often it came; verified before it is written.
CREATE TABLE "gateway_notices" (
    "id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "digest" TEXT NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "gateway_notices_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "gateway_notices_digest_key" ON "gateway_notices"("digest");
CREATE INDEX "gateway_notices_next_at_idx" ON "gateway_notices"("next_at");
CREATE INDEX "gateway_notices_received_at_idx" ON "gateway_notices"("received_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway_notices TO meja_platform;

-- Money that does not fit by itself: a person of the service looks at it. Never deleted.
CREATE TABLE "payment_findings" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,
    "note" TEXT,

    CONSTRAINT "payment_findings_pkey" PRIMARY KEY ("id")
);
ALTER TABLE payment_findings ADD CHECK (kind IN ('UNKNOWN_ORDER','AMOUNT_DIFFERS','ALREADY_PAID','INVOICE_VOID','REVERSED'));
ALTER TABLE payment_findings ADD CHECK ((resolved_at IS NULL) = (resolved_by IS NULL));
CREATE UNIQUE INDEX "payment_findings_once" ON "payment_findings"("kind","gateway","order_id","provider_id");
CREATE INDEX "payment_findings_found_at_idx" ON "payment_findings"("found_at");
GRANT SELECT, INSERT, UPDATE ON payment_findings TO meja_platform;

-- Mails about money that were asked for: each once, however often a job looks.
CREATE TABLE "billing_reminders" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_reminders_pkey" PRIMARY KEY ("tenant_id","kind","about")
);
ALTER TABLE billing_reminders ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);

SELECT meja_secure_table('invoice_charges'), meja_secure_table('billing_reminders');
-- As with invoices: a business reads, the service alone writes.
REVOKE INSERT, UPDATE, DELETE ON invoice_charges, billing_reminders FROM meja_app;
REVOKE DELETE ON invoice_charges FROM meja_platform;
