-- What an order was priced by is kept once per business and content, and the order names it (ADR 0016): a snapshot as
-- before, since rules are only ever added. Orders of earlier versions keep theirs beside them; both are read.
CREATE TABLE "pricing_rules" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "id" UUID NOT NULL,
    "rules" JSONB NOT NULL,

    CONSTRAINT "pricing_rules_pkey" PRIMARY KEY ("tenant_id","id")
);
SELECT meja_secure_table('pricing_rules');
ALTER TABLE pricing_rules ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
REVOKE UPDATE, DELETE ON pricing_rules FROM meja_app;
CREATE POLICY recorder ON pricing_rules TO meja_recorder USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON pricing_rules TO meja_recorder;

ALTER TABLE orders ADD COLUMN pricing_rules uuid, ALTER COLUMN pricing_settings DROP NOT NULL;
-- Every row that is there already has its settings.
ALTER TABLE orders ADD CONSTRAINT orders_rules_check
  CHECK (pricing_settings IS NOT NULL OR pricing_rules IS NOT NULL) NOT VALID;
-- NULL: the class of the item's own code, as the order's rules define it.
ALTER TABLE order_items ALTER COLUMN tax_definition DROP NOT NULL;

-- By their content, so that the same rules have the same id; half a SHA-256. Stable, as what it calls is: so it becomes part
-- of the statement around it.
CREATE FUNCTION pricing_rules_id(p_rules jsonb) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT encode(substr(sha256(convert_to(p_rules::text, 'UTF8')), 1, 16), 'hex')::uuid
$$;

-- Always in the same order, so that two calls that bring the same new rules never wait for each other.
CREATE FUNCTION apply_pricing_rules(p_tenants uuid[], p_rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO pricing_rules (tenant_id, id, rules)
  SELECT DISTINCT p_tenants[r.n], pricing_rules_id(r.pricing_settings), r.pricing_settings
  FROM jsonb_to_recordset(p_rows) AS r(n int, pricing_settings jsonb)
  WHERE p_tenants[r.n] IS NOT NULL AND NOT EXISTS (
    SELECT FROM pricing_rules k WHERE k.tenant_id = p_tenants[r.n] AND k.id = pricing_rules_id(r.pricing_settings))
  ORDER BY 1, 2
  ON CONFLICT DO NOTHING;
END $$;

-- As before, but for the rules.
CREATE OR REPLACE FUNCTION apply_orders(p_tenants uuid[], p_shifts uuid[], p_numbers int[], p_rows jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM apply_pricing_rules(p_tenants, p_rows);
  INSERT INTO orders (
    tenant_id, id, outlet_id, number, business_date, type, status, payment_status, table_name, queue_name, note,
    discount, subtotal, discount_total, service_charge, tax_total, tax_included_total, rounding, tip_total, total,
    paid_total, taxes, steps, pricing_rules, cashier_id, cashier_name, shift_id, flags, version, request_hash,
    occurred_at, submitted_at, completed_at, voided_at, void_reason, voided_by, created_at, updated_at, sale_entry_id)
  SELECT
    p_tenants[r.n], r.id, r.outlet_id, p_numbers[r.n], r.business_date, r.type, r.status, r.payment_status,
    r.table_name, r.queue_name, r.note, r.discount, r.subtotal, r.discount_total, r.service_charge, r.tax_total,
    r.tax_included_total, r.rounding, r.tip_total, r.total, r.paid_total, r.taxes, r.steps,
    pricing_rules_id(r.pricing_settings), r.cashier_id, r.cashier_name, p_shifts[r.n], r.flags, r.version,
    r.request_hash, r.occurred_at, r.submitted_at, r.completed_at, r.voided_at, r.void_reason, r.voided_by,
    r.created_at, r.updated_at, r.sale_entry_id
  FROM jsonb_to_recordset(p_rows) AS r(
    n int, id uuid, outlet_id uuid, business_date date, type text, status text, payment_status text, table_name text,
    queue_name text, note text, discount jsonb, subtotal bigint, discount_total bigint, service_charge bigint,
    tax_total bigint, tax_included_total bigint, rounding bigint, tip_total bigint, total bigint, paid_total bigint,
    taxes jsonb, steps jsonb, pricing_settings jsonb, cashier_id uuid, cashier_name text, flags text[], version int,
    request_hash text, occurred_at timestamptz, submitted_at timestamptz, completed_at timestamptz,
    voided_at timestamptz, void_reason text, voided_by uuid, created_at timestamptz, updated_at timestamptz,
    sale_entry_id uuid)
  WHERE p_tenants[r.n] IS NOT NULL;

  -- The keys hold the outlets' rows by now: whoever removes one waits for this sale, or is seen here to have been faster.
  PERFORM FROM jsonb_to_recordset(p_rows) AS r(n int, outlet_id uuid)
  WHERE p_tenants[r.n] IS NOT NULL AND EXISTS (
    SELECT FROM outlets o WHERE o.tenant_id = p_tenants[r.n] AND o.id = r.outlet_id AND o.deleted_at IS NOT NULL);
  IF FOUND THEN
    RAISE EXCEPTION 'an outlet is removed' USING ERRCODE = 'MJ001', TABLE = 'orders';
  END IF;
END $$;

-- As before, but for the rules: they are those that the order was opened under.
CREATE OR REPLACE FUNCTION apply_order_change(p_tenant uuid, p_shift uuid, p_version int, p_row jsonb)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_number int;
BEGIN
  UPDATE orders o SET
    type = r.type, status = r.status, payment_status = r.payment_status, table_name = r.table_name,
    queue_name = r.queue_name, note = r.note, discount = r.discount, subtotal = r.subtotal,
    discount_total = r.discount_total, service_charge = r.service_charge, tax_total = r.tax_total,
    tax_included_total = r.tax_included_total, rounding = r.rounding, tip_total = r.tip_total, total = r.total,
    paid_total = r.paid_total, taxes = r.taxes, steps = r.steps,
    shift_id = coalesce(o.shift_id, p_shift), flags = r.flags, submitted_at = r.submitted_at,
    completed_at = r.completed_at, voided_at = r.voided_at, void_reason = r.void_reason, voided_by = r.voided_by,
    sale_entry_id = coalesce(o.sale_entry_id, r.sale_entry_id), updated_at = r.updated_at, version = o.version + 1
  FROM jsonb_to_record(p_row) AS r(
    id uuid, type text, status text, payment_status text, table_name text, queue_name text, note text, discount jsonb,
    subtotal bigint, discount_total bigint, service_charge bigint, tax_total bigint, tax_included_total bigint,
    rounding bigint, tip_total bigint, total bigint, paid_total bigint, taxes jsonb, steps jsonb,
    flags text[], submitted_at timestamptz, completed_at timestamptz, voided_at timestamptz,
    void_reason text, voided_by uuid, sale_entry_id uuid, updated_at timestamptz)
  WHERE o.tenant_id = p_tenant AND o.id = r.id AND o.version = p_version
  RETURNING o.number INTO v_number;
  RETURN v_number;
END $$;

-- As before, with the rules and the taxes of the lines in their places.
CREATE OR REPLACE FUNCTION order_document(o orders) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'order', to_jsonb(o) || jsonb_build_object('pricing_settings', s.rules),
    'items', coalesce((
      SELECT jsonb_agg(CASE
        WHEN i.tax_definition IS NOT NULL THEN to_jsonb(i)
        ELSE to_jsonb(i) || jsonb_build_object('tax_definition', jsonb_path_query_first(
          s.rules, '$.taxClasses[*] ? (@.code == $code)', jsonb_build_object('code', i.tax_class))) END
        ORDER BY i.position)
      FROM order_items i WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id), '[]'),
    'payments', coalesce((SELECT jsonb_agg(to_jsonb(y) ORDER BY y.paid_at, y.id) FROM payments y
                          WHERE y.tenant_id = o.tenant_id AND y.order_id = o.id), '[]'))
  -- The offset keeps the look-up from being done once per item.
  FROM (SELECT coalesce(o.pricing_settings, (
      SELECT k.rules FROM pricing_rules k WHERE k.tenant_id = o.tenant_id AND k.id = o.pricing_rules)) AS rules
    OFFSET 0) s
$$;
