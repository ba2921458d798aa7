-- Changes of orders go together as new orders do (ADR 0024): what belongs to several is locked where nobody has it, and
-- written by one statement per table. What somebody has is passed over as `busy`, and tried alone.

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

-- As before; orders that exist are locked and changed together.
CREATE OR REPLACE FUNCTION record_orders(p jsonb, p_bodies text)
RETURNS TABLE (outcome text, number int, status int, body text, request_hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_count int := jsonb_array_length(p->'changes');
  v_outcomes text[] := array_fill(NULL::text, ARRAY[v_count]);
  v_tenants uuid[] := array_fill(NULL::uuid, ARRAY[v_count]);
  v_shifts uuid[] := v_tenants;
  v_outlets uuid[] := v_tenants;
  v_numbers int[] := array_fill(NULL::int, ARRAY[v_count]);
  v_statuses int[] := v_numbers;
  v_known text[] := v_outcomes;
  v_hashes text[] := v_outcomes;
  v_tenant uuid;
  v_change record;
  v_found record;
  v_shift uuid;
  i int := 0;
BEGIN
  FOR v_change IN
    SELECT c.*, row_number() OVER (PARTITION BY c.tenant, c."order" ORDER BY c.place) > 1 AS "isAgain"
    FROM ROWS FROM (jsonb_to_recordset(p->'changes') AS (
      tenant uuid, "order" uuid, "isNew" boolean, version int, menu bigint, outlet uuid, cashier uuid,
      "needsShift" boolean, key text)) WITH ORDINALITY AS c(
      tenant, "order", "isNew", version, menu, outlet, cashier, "needsShift", key, place)
    ORDER BY c.place
  LOOP
    i := i + 1;
    v_tenant := v_change.tenant;
    -- What one change leaves of an order the other has not seen.
    IF v_change."isAgain" THEN
      v_outcomes[i] := 'busy'; CONTINUE;
    END IF;
    IF v_change.key IS NOT NULL THEN
      IF NOT pg_try_advisory_xact_lock(hashtextextended(v_tenant::text || ':key:' || v_change.key, 0)) THEN
        v_outcomes[i] := 'in_progress'; CONTINUE;
      END IF;
      SELECT k.status, k.body, k.request_hash INTO v_found FROM idempotency_keys k
      WHERE k.tenant_id = v_tenant AND k.key = v_change.key;
      IF FOUND THEN
        v_outcomes[i] := 'replayed'; v_statuses[i] := v_found.status;
        v_known[i] := v_found.body; v_hashes[i] := v_found.request_hash; CONTINUE;
      END IF;
    END IF;

    IF v_change."isNew" THEN
      IF v_count = 1 THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(v_tenant::text || ':order:' || v_change."order"::text, 0));
      ELSIF NOT pg_try_advisory_xact_lock(hashtextextended(v_tenant::text || ':order:' || v_change."order"::text, 0)) THEN
        v_outcomes[i] := 'busy'; CONTINUE;
      END IF;
      SELECT o.number, o.request_hash INTO v_found FROM orders o
      WHERE o.tenant_id = v_tenant AND o.id = v_change."order";
      IF FOUND THEN
        v_outcomes[i] := 'exists'; v_numbers[i] := v_found.number; v_hashes[i] := v_found.request_hash; CONTINUE;
      END IF;
    END IF;

    IF v_change.menu IS NOT NULL AND NOT EXISTS (
      SELECT FROM catalog_versions c WHERE c.tenant_id = v_tenant AND c.version = v_change.menu
    ) THEN
      v_outcomes[i] := 'stale_menu'; CONTINUE;
    END IF;

    v_shift := NULL;
    IF v_change.outlet IS NOT NULL THEN
      -- The share lock makes a closing shift wait for this sale, or this sale see the shift closed: never neither.
      IF v_count = 1 THEN
        SELECT s.id INTO v_shift FROM shifts s
        WHERE s.tenant_id = v_tenant AND s.outlet_id = v_change.outlet AND s.cashier_id = v_change.cashier
          AND s.status = 'OPEN' FOR SHARE;
      ELSE
        SELECT s.id INTO v_shift FROM shifts s
        WHERE s.tenant_id = v_tenant AND s.outlet_id = v_change.outlet AND s.cashier_id = v_change.cashier
          AND s.status = 'OPEN' FOR SHARE SKIP LOCKED;
        IF v_shift IS NULL AND EXISTS (
          SELECT FROM shifts s WHERE s.tenant_id = v_tenant AND s.outlet_id = v_change.outlet
            AND s.cashier_id = v_change.cashier AND s.status = 'OPEN'
        ) THEN
          v_outcomes[i] := 'busy'; CONTINUE;
        END IF;
      END IF;
      IF v_shift IS NULL AND v_change."needsShift" THEN
        v_outcomes[i] := 'shift_not_open'; CONTINUE;
      END IF;
    END IF;

    IF NOT v_change."isNew" THEN
      -- Held from here to the commit. Alone it waits for whoever has the order, and then sees what they made of it.
      IF v_count = 1 THEN
        SELECT o.number, o.outlet_id, o.version INTO v_found FROM orders o
        WHERE o.tenant_id = v_tenant AND o.id = v_change."order" FOR NO KEY UPDATE;
      ELSE
        SELECT o.number, o.outlet_id, o.version INTO v_found FROM orders o
        WHERE o.tenant_id = v_tenant AND o.id = v_change."order" FOR NO KEY UPDATE SKIP LOCKED;
        IF NOT FOUND THEN
          v_outcomes[i] := 'busy'; CONTINUE;
        END IF;
      END IF;
      IF v_found.version IS DISTINCT FROM v_change.version THEN
        v_outcomes[i] := 'version_conflict'; CONTINUE;
      END IF;
      v_numbers[i] := v_found.number;
      v_outlets[i] := v_found.outlet_id;
    END IF;
    v_outcomes[i] := CASE WHEN v_change."isNew" THEN 'created' ELSE 'changed' END;
    v_tenants[i] := v_tenant;
    v_shifts[i] := v_shift;
  END LOOP;

  IF num_nulls(VARIADIC v_tenants) < v_count THEN
    -- Money and events are of the order's own outlet, which its key judges, whatever else a row says.
    IF p ? 'orders' THEN
      FOR v_change IN SELECT r.n, r.outlet_id FROM jsonb_to_recordset(p->'orders') AS r(n int, outlet_id uuid) LOOP
        v_outlets[v_change.n] := v_change.outlet_id;
      END LOOP;
    END IF;
    IF p ? 'orderChanges' THEN PERFORM apply_order_changes(v_tenants, v_shifts, p->'orderChanges'); END IF;
    IF p ? 'lines' THEN PERFORM apply_order_lines(v_tenants, p->'lines'); END IF;
    IF p ? 'lineChanges' THEN PERFORM apply_line_changes(v_tenants, p->'lineChanges'); END IF;
    IF p ? 'payments' THEN PERFORM apply_payments(v_tenants, v_outlets, v_shifts, p->'payments'); END IF;
    IF p ? 'entries' THEN
      PERFORM apply_entries(v_tenants, v_outlets, v_shifts, p->'entries', p->'entryLines');
    END IF;
    IF p ? 'orders' THEN
      v_numbers := take_order_numbers(v_tenants, p->'orders', v_numbers);
      PERFORM apply_orders(v_tenants, v_shifts, v_numbers, p->'orders');
    END IF;
    IF p ? 'tickets' THEN PERFORM apply_tickets(v_tenants, v_numbers, p->'tickets', p->'ticketItems'); END IF;
    PERFORM apply_events(v_tenants, v_outlets, v_numbers, p->'events');
    IF p ? 'orderChanges' THEN
      PERFORM kitchen_follow_order(v_tenants[(e->>'n')::int], e->'follow', (e->'row'->>'updated_at')::timestamptz)
      FROM jsonb_array_elements(p->'orderChanges') e
      WHERE v_tenants[(e->>'n')::int] IS NOT NULL AND e->'follow' <> 'null'::jsonb;
    END IF;
    IF p ? 'audits' THEN PERFORM apply_audits(v_tenants, p->'audits'); END IF;
    IF p ? 'answers' THEN
      PERFORM apply_answers(v_tenants, v_numbers, p->>'token', string_to_array(p_bodies, E'\x1e'), p->'answers');
    END IF;
  END IF;

  -- The caller holds the answers' texts already and puts the numbers in itself; only a replay carries one back.
  RETURN QUERY SELECT * FROM unnest(v_outcomes, v_numbers, v_statuses, v_known, v_hashes);
END $$;

DROP FUNCTION apply_order_change(uuid, uuid, int, jsonb);

-- Several orders in one round trip, in the order asked for, NULL where the tenant has none of the id. Row-level security
-- applies to each as to one that is read alone: the tenant is set for it before it is looked for.
CREATE FUNCTION read_orders(p_tenants uuid[], p_ids uuid[]) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1 .. cardinality(p_ids) LOOP
    RETURN NEXT read_order(p_tenants[i], p_ids[i]);
  END LOOP;
END $$;
