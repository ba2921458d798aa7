-- Changes of orders go together as new orders do (ADR 0024): what belongs to several is locked where nobody has it, and
-- written by one statement per table. What somebody has is passed over as `busy`, and tried alone. `record_orders` does so from
-- the next migration on.

-- As `apply_order_change`, for all of a call. The caller holds the orders, each of the version that it was decided on.
CREATE FUNCTION apply_order_changes(p_tenants uuid[], p_shifts uuid[], p_rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orders o SET
    type = r.type, status = r.status, payment_status = r.payment_status, table_name = r.table_name,
    queue_name = r.queue_name, note = r.note, discount = r.discount, subtotal = r.subtotal,
    discount_total = r.discount_total, service_charge = r.service_charge, tax_total = r.tax_total,
    tax_included_total = r.tax_included_total, rounding = r.rounding, tip_total = r.tip_total, total = r.total,
    paid_total = r.paid_total, taxes = r.taxes, steps = r.steps,
    shift_id = coalesce(o.shift_id, p_shifts[c.n]), flags = r.flags, submitted_at = r.submitted_at,
    completed_at = r.completed_at, voided_at = r.voided_at, void_reason = r.void_reason, voided_by = r.voided_by,
    sale_entry_id = coalesce(o.sale_entry_id, r.sale_entry_id), updated_at = r.updated_at, version = o.version + 1
  FROM jsonb_to_recordset(p_rows) AS c(n int, "row" jsonb)
  CROSS JOIN LATERAL jsonb_to_record(c."row") AS r(
    id uuid, type text, status text, payment_status text, table_name text, queue_name text, note text, discount jsonb,
    subtotal bigint, discount_total bigint, service_charge bigint, tax_total bigint, tax_included_total bigint,
    rounding bigint, tip_total bigint, total bigint, paid_total bigint, taxes jsonb, steps jsonb,
    flags text[], submitted_at timestamptz, completed_at timestamptz, voided_at timestamptz,
    void_reason text, voided_by uuid, sale_entry_id uuid, updated_at timestamptz)
  WHERE o.tenant_id = p_tenants[c.n] AND o.id = r.id;
END $$;

-- Several orders in one round trip, in the order asked for, NULL where the tenant has none of the id. Row-level security
-- applies to each as to one that is read alone: the tenant is set for it before it is looked for.
CREATE FUNCTION read_orders(p_tenants uuid[], p_ids uuid[]) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1 .. cardinality(p_ids) LOOP
    RETURN NEXT read_order(p_tenants[i], p_ids[i]);
  END LOOP;
END $$;
