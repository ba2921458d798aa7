-- A shop's own printed QRIS code (BEY-04): one per outlet, read again by the till for every payment. It stands in the
-- menu, so that a till has it without internet.
CREATE TABLE "qris_codes" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "outlet_id" UUID NOT NULL,
    "payload" TEXT NOT NULL,
    "set_by" UUID NOT NULL,
    "set_by_name" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "qris_codes_pkey" PRIMARY KEY ("tenant_id","outlet_id")
);
SELECT meja_secure_table('qris_codes');
ALTER TABLE qris_codes ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE qris_codes ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE qris_codes ADD FOREIGN KEY (tenant_id, set_by) REFERENCES memberships (tenant_id, user_id);
ALTER TABLE qris_codes ADD CHECK (char_length(payload) <= 512);
CREATE TRIGGER bump_catalog AFTER INSERT OR UPDATE OR DELETE ON qris_codes
  FOR EACH STATEMENT EXECUTE FUNCTION meja_bump_catalog();

-- That the money of a payment was found somewhere else than in the cashier's word. The payment itself never changes:
-- taking a tick back deletes the row, and the log keeps both.
CREATE TABLE "payment_confirmations" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "payment_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "confirmed_by" UUID NOT NULL,
    "confirmed_by_name" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_confirmations_pkey" PRIMARY KEY ("tenant_id","payment_id")
);
CREATE INDEX "payment_confirmations_tenant_id_order_id_idx" ON "payment_confirmations"("tenant_id", "order_id");
SELECT meja_secure_table('payment_confirmations');
REVOKE UPDATE ON payment_confirmations FROM meja_app;
ALTER TABLE payment_confirmations ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE payment_confirmations ADD FOREIGN KEY (tenant_id, payment_id) REFERENCES payments (tenant_id, id);
ALTER TABLE payment_confirmations ADD FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id);
ALTER TABLE payment_confirmations ADD FOREIGN KEY (tenant_id, confirmed_by) REFERENCES memberships (tenant_id, user_id);
ALTER TABLE payment_confirmations ADD CHECK (source = 'STATEMENT');

-- A day's QRIS payments of an outlet in the order of a bank's statement; other payments write nothing into it.
CREATE INDEX payments_qris_day ON payments (tenant_id, outlet_id, business_date, paid_at, id) WHERE method = 'QRIS';

-- Who confirmed the payments of an order: `{ "<payment>": "<source>" }`.
CREATE FUNCTION read_confirmations(p_tenant uuid, p_order uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  RETURN (SELECT coalesce(jsonb_object_agg(c.payment_id, c.source), '{}') FROM payment_confirmations c
          WHERE c.tenant_id = p_tenant AND c.order_id = p_order);
END $$;
