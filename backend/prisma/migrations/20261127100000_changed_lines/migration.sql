-- A line that was changed after it was sent: its ticket says what it was and what it is.
ALTER TABLE "kitchen_ticket_items" ADD COLUMN "was" JSONB;

CREATE OR REPLACE FUNCTION kitchen_ticket_event(t kitchen_tickets) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', t.id, 'orderId', t.order_id, 'orderNumber', t.order_number::text, 'outletId', t.outlet_id,
    'stationId', t.station_id,
    'stationName', (SELECT s.name FROM stations s WHERE s.tenant_id = t.tenant_id AND s.id = t.station_id),
    'type', t.type, 'tableName', t.table_name, 'queueName', t.queue_name, 'status', t.status,
    'createdAt', to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'version', t.version,
    'items', coalesce((SELECT jsonb_agg(jsonb_build_object(
        'id', i.id, 'orderItemId', i.order_item_id, 'name', i.name, 'variantName', i.variant_name,
        'quantity', trim_scale(i.quantity_milli / 1000.0), 'modifiers', i.modifiers, 'note', i.note,
        'status', i.status, 'change', i.change, 'was', i.was) ORDER BY i.position)
      FROM kitchen_ticket_items i WHERE i.tenant_id = t.tenant_id AND i.ticket_id = t.id), '[]'))
$$;

-- As before, with `changedItems`: { order_item_id, name, variant_name, quantity_milli, modifiers, note, status } of items
-- that were sent, as their tickets say them from now on.
CREATE OR REPLACE FUNCTION write_order(p jsonb, p_body text)
RETURNS TABLE (outcome text, number int, status int, body text, request_hash text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_tenant uuid := (p->>'tenantId')::uuid;
  v_key text := p->'idempotency'->>'key';
  v_new boolean := p->'expectedVersion' IS NULL OR p->'expectedVersion' = 'null'::jsonb;
  v_order orders;
  v_shift uuid;
  v_sale uuid;
  v_number int;
  v_found record;
  b_item order_items; b_payment payments; b_entry journal_entries; b_line journal_lines;
  b_ticket kitchen_tickets; b_ticket_item kitchen_ticket_items;
BEGIN
  PERFORM set_config('app.tenant_id', p->>'tenantId', true);

  IF v_key IS NOT NULL THEN
    IF NOT pg_try_advisory_xact_lock(hashtextextended(v_tenant::text || ':key:' || v_key, 0)) THEN
      RETURN QUERY SELECT 'in_progress', NULL::int, NULL::int, NULL::text, NULL::text; RETURN;
    END IF;
    SELECT k.status, k.body, k.request_hash INTO v_found FROM idempotency_keys k
    WHERE k.tenant_id = v_tenant AND k.key = v_key;
    IF FOUND THEN
      RETURN QUERY SELECT 'replayed', NULL::int, v_found.status, v_found.body, v_found.request_hash; RETURN;
    END IF;
  END IF;

  v_order := jsonb_populate_record(NULL::orders, p->'order');
  v_order.tenant_id := v_tenant;

  IF v_new THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(v_tenant::text || ':order:' || v_order.id::text, 0));
    SELECT o.number, o.request_hash INTO v_found FROM orders o WHERE o.tenant_id = v_tenant AND o.id = v_order.id;
    IF FOUND THEN
      RETURN QUERY SELECT 'exists', v_found.number, NULL::int, NULL::text, v_found.request_hash; RETURN;
    END IF;
  END IF;

  IF p->>'catalogVersion' IS NOT NULL AND NOT EXISTS (
    SELECT FROM catalog_versions c WHERE c.tenant_id = v_tenant AND c.version = (p->>'catalogVersion')::bigint
  ) THEN
    RETURN QUERY SELECT 'stale_menu', NULL::int, NULL::int, NULL::text, NULL::text; RETURN;
  END IF;

  IF p->'shift' IS NOT NULL AND p->'shift' <> 'null'::jsonb THEN
    -- The share lock makes a closing shift wait for this sale, or this sale see the shift closed: never neither.
    SELECT s.id INTO v_shift FROM shifts s
    WHERE s.tenant_id = v_tenant AND s.outlet_id = (p->'shift'->>'outletId')::uuid
      AND s.cashier_id = (p->'shift'->>'cashierId')::uuid AND s.status = 'OPEN' FOR SHARE;
    IF v_shift IS NULL AND (p->'shift'->>'required')::boolean THEN
      RETURN QUERY SELECT 'shift_not_open', NULL::int, NULL::int, NULL::text, NULL::text; RETURN;
    END IF;
  END IF;

  -- Which entry is the order's sale follows from the entries, whoever sent them.
  v_sale := (SELECT (e->>'id')::uuid FROM jsonb_array_elements(coalesce(p->'entries', '[]')) e WHERE e->>'kind' = 'SALE');

  IF NOT v_new THEN
    UPDATE orders o SET
      type = v_order.type, status = v_order.status, payment_status = v_order.payment_status,
      table_name = v_order.table_name, queue_name = v_order.queue_name, note = v_order.note, discount = v_order.discount,
      subtotal = v_order.subtotal, discount_total = v_order.discount_total, service_charge = v_order.service_charge,
      tax_total = v_order.tax_total, tax_included_total = v_order.tax_included_total, rounding = v_order.rounding,
      tip_total = v_order.tip_total, total = v_order.total, paid_total = v_order.paid_total, taxes = v_order.taxes,
      steps = v_order.steps, pricing_settings = v_order.pricing_settings, shift_id = coalesce(o.shift_id, v_shift),
      flags = v_order.flags, submitted_at = v_order.submitted_at, completed_at = v_order.completed_at,
      voided_at = v_order.voided_at, void_reason = v_order.void_reason, voided_by = v_order.voided_by,
      sale_entry_id = coalesce(o.sale_entry_id, v_sale), updated_at = v_order.updated_at, version = o.version + 1
    WHERE o.tenant_id = v_tenant AND o.id = v_order.id AND o.version = (p->>'expectedVersion')::int
    RETURNING o.number INTO v_number;
    IF NOT FOUND THEN
      RETURN QUERY SELECT 'version_conflict', NULL::int, NULL::int, NULL::text, NULL::text; RETURN;
    END IF;
  END IF;

  b_item.tenant_id := v_tenant;
  INSERT INTO order_items (
    tenant_id, id, order_id, position, product_id, variant_id, category_id, station_id, name, variant_name, unit,
    quantity_milli, unit_price, modifiers, tax_class, discount, note, seat, course, kitchen_status, gross,
    line_discount, order_discount, net, service, tax, tax_included, total, sent_at, voided_at, void_reason,
    tax_definition)
  SELECT
    r.tenant_id, r.id, r.order_id, r.position, r.product_id, r.variant_id, r.category_id, r.station_id, r.name,
    r.variant_name, r.unit, r.quantity_milli, r.unit_price, r.modifiers, r.tax_class, r.discount, r.note, r.seat,
    r.course, r.kitchen_status, r.gross, r.line_discount, r.order_discount, r.net, r.service, r.tax, r.tax_included,
    r.total, r.sent_at, r.voided_at, r.void_reason,
    -- The version before this one writes lines without it, by the class of its order's settings.
    coalesce(r.tax_definition, (
      SELECT c FROM jsonb_array_elements(v_order.pricing_settings->'taxClasses') c
      WHERE c->>'code' = r.tax_class LIMIT 1))
  FROM jsonb_populate_recordset(b_item, p->'insertItems') r;
  IF jsonb_array_length(coalesce(p->'updateItems', '[]')) > 0 THEN
    UPDATE order_items i SET
      position = r.position, variant_id = r.variant_id, variant_name = r.variant_name, name = r.name,
      category_id = r.category_id, station_id = r.station_id, unit = r.unit,
      quantity_milli = r.quantity_milli, unit_price = r.unit_price, modifiers = r.modifiers,
      tax_class = r.tax_class, tax_definition = coalesce(r.tax_definition, i.tax_definition),
      discount = r.discount, note = r.note, seat = r.seat, course = r.course,
      kitchen_status = r.kitchen_status, gross = r.gross, line_discount = r.line_discount,
      order_discount = r.order_discount, net = r.net, service = r.service, tax = r.tax,
      tax_included = r.tax_included, total = r.total, sent_at = r.sent_at, voided_at = r.voided_at,
      void_reason = r.void_reason
    FROM jsonb_populate_recordset(b_item, p->'updateItems') r
    WHERE i.tenant_id = v_tenant AND i.id = r.id AND i.order_id = v_order.id;
  END IF;
  IF jsonb_array_length(coalesce(p->'payments', '[]')) > 0 THEN
    b_payment.tenant_id := v_tenant; b_payment.shift_id := v_shift;
    INSERT INTO payments SELECT r.* FROM jsonb_populate_recordset(b_payment, p->'payments') r;
  END IF;
  IF jsonb_array_length(coalesce(p->'entries', '[]')) > 0 THEN
    b_entry.tenant_id := v_tenant; b_entry.shift_id := v_shift; b_line.tenant_id := v_tenant;
    INSERT INTO journal_entries SELECT r.* FROM jsonb_populate_recordset(b_entry, p->'entries') r;
    INSERT INTO journal_lines SELECT r.* FROM jsonb_populate_recordset(b_line, p->'lines') r;
  END IF;

  IF v_new THEN
    INSERT INTO order_counters AS c (tenant_id, outlet_id, business_date, last)
    VALUES (v_tenant, v_order.outlet_id, v_order.business_date, 1)
    ON CONFLICT (tenant_id, outlet_id, business_date) DO UPDATE SET last = c.last + 1
    RETURNING c.last INTO v_number;
    v_order.number := v_number;
    v_order.shift_id := v_shift;
    INSERT INTO orders (
      tenant_id, id, outlet_id, number, business_date, type, status, payment_status, table_name, queue_name, note,
      discount, subtotal, discount_total, service_charge, tax_total, tax_included_total, rounding, tip_total, total,
      paid_total, taxes, steps, pricing_settings, cashier_id, cashier_name, shift_id, flags, version, request_hash,
      occurred_at, submitted_at, completed_at, voided_at, void_reason, voided_by, created_at, updated_at,
      sale_entry_id)
    SELECT
      v_order.tenant_id, v_order.id, v_order.outlet_id, v_order.number, v_order.business_date, v_order.type,
      v_order.status, v_order.payment_status, v_order.table_name, v_order.queue_name, v_order.note,
      v_order.discount, v_order.subtotal, v_order.discount_total, v_order.service_charge, v_order.tax_total,
      v_order.tax_included_total, v_order.rounding, v_order.tip_total, v_order.total, v_order.paid_total,
      v_order.taxes, v_order.steps, v_order.pricing_settings, v_order.cashier_id, v_order.cashier_name,
      v_order.shift_id, v_order.flags, v_order.version, v_order.request_hash, v_order.occurred_at,
      v_order.submitted_at, v_order.completed_at, v_order.voided_at, v_order.void_reason, v_order.voided_by,
      v_order.created_at, v_order.updated_at, v_sale;
  END IF;

  IF jsonb_array_length(coalesce(p->'tickets', '[]')) > 0 THEN
    b_ticket.tenant_id := v_tenant; b_ticket.order_number := v_number;
    INSERT INTO kitchen_tickets SELECT r.* FROM jsonb_populate_recordset(b_ticket, p->'tickets') r;
  END IF;
  IF jsonb_array_length(coalesce(p->'ticketItems', '[]')) > 0 THEN
    b_ticket_item.tenant_id := v_tenant;
    INSERT INTO kitchen_ticket_items SELECT r.* FROM jsonb_populate_recordset(b_ticket_item, p->'ticketItems') r;
  END IF;
  IF jsonb_array_length(coalesce(p->'voidedItems', '[]')) > 0 THEN
    UPDATE kitchen_ticket_items t SET status = 'VOIDED', change = 'VOIDED'
    WHERE t.tenant_id = v_tenant AND t.order_item_id IN (SELECT (jsonb_array_elements_text(p->'voidedItems'))::uuid);
  END IF;
  IF jsonb_array_length(coalesce(p->'changedItems', '[]')) > 0 THEN
    -- What a cook may not have seen yet of an earlier change stays what it was.
    UPDATE kitchen_ticket_items t SET
      was = coalesce(CASE WHEN t.change = 'CHANGED' AND t.status IN ('QUEUED', 'PREPARING') THEN t.was END,
        jsonb_build_object('quantity', trim_scale(t.quantity_milli / 1000.0), 'variantName', t.variant_name,
          'modifiers', t.modifiers, 'note', t.note)),
      change = 'CHANGED', name = c.name, variant_name = c.variant_name, quantity_milli = c.quantity_milli,
      modifiers = c.modifiers, note = c.note, status = coalesce(c.status, t.status)
    FROM jsonb_to_recordset(p->'changedItems') AS c(order_item_id uuid, name text, variant_name text,
      quantity_milli bigint, modifiers jsonb, note text, status text)
    WHERE t.tenant_id = v_tenant AND t.order_item_id = c.order_item_id AND t.status <> 'VOIDED';
  END IF;

  INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at)
  SELECT v_tenant, e.id, e.outlet_id, e.type, e.data, e.occurred_at
  FROM jsonb_to_recordset(replace((p->'events')::text, p->>'token', v_number::text)::jsonb)
    AS e(id uuid, outlet_id uuid, type text, data jsonb, occurred_at timestamptz);

  -- The kitchen's tickets follow: what was voided, and where it goes. The ids are as many as there can be tickets.
  IF NOT v_new THEN
    WITH followed AS (
      UPDATE kitchen_tickets t SET
        version = t.version + 1, updated_at = v_order.updated_at, type = v_order.type,
        table_name = v_order.table_name, queue_name = v_order.queue_name,
        (status, bumped_at) = (
          SELECT s.status, CASE WHEN s.status = 'SERVED' THEN t.bumped_at END FROM (
            SELECT CASE
              WHEN count(*) = 0 THEN 'VOIDED'
              -- As deriveTicketStatus has it, where a change took an item back.
              WHEN NOT coalesce(bool_or(x.order_item_id IN (
                SELECT (c->>'order_item_id')::uuid FROM jsonb_array_elements(p->'changedItems') c)), false) THEN t.status
              WHEN bool_and(x.status = 'SERVED') THEN 'SERVED'
              WHEN bool_and(x.status IN ('READY', 'SERVED')) THEN 'READY'
              WHEN bool_and(x.status = 'QUEUED') THEN 'QUEUED'
              ELSE 'PREPARING' END AS status
            FROM kitchen_ticket_items x
            WHERE x.tenant_id = v_tenant AND x.ticket_id = t.id AND x.status <> 'VOIDED') s)
      WHERE t.tenant_id = v_tenant AND t.order_id = v_order.id
        AND NOT (p->'tickets' @> jsonb_build_array(jsonb_build_object('id', t.id)))
        AND ((t.type, t.table_name, t.queue_name) IS DISTINCT FROM
               (v_order.type, v_order.table_name, v_order.queue_name)
          OR EXISTS (SELECT FROM kitchen_ticket_items x WHERE x.tenant_id = v_tenant AND x.ticket_id = t.id
            AND x.order_item_id IN (
              SELECT (jsonb_array_elements_text(p->'voidedItems'))::uuid
              UNION ALL
              SELECT (c->>'order_item_id')::uuid FROM jsonb_array_elements(coalesce(p->'changedItems', '[]')) c)))
      RETURNING t AS ticket
    )
    INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at)
    SELECT v_tenant, (p->'ticketEventIds'->>(row_number() OVER (ORDER BY (f.ticket).created_at) - 1)::int)::uuid,
      (f.ticket).outlet_id, 'kitchen.ticket.updated', kitchen_ticket_event(f.ticket), v_order.updated_at
    FROM followed f;
  END IF;

  -- One after the other: each row carries the hash of the one before it. A single `audit` is what the version before
  -- this one sends.
  PERFORM audit_append(a.row) FROM jsonb_array_elements(
    coalesce(p->'audits', CASE WHEN jsonb_typeof(p->'audit') = 'object' THEN jsonb_build_array(p->'audit') ELSE '[]' END)
  ) WITH ORDINALITY AS a(row, place) ORDER BY a.place;

  IF v_key IS NOT NULL THEN
    INSERT INTO idempotency_keys (tenant_id, key, method, path, request_hash, status, body)
    VALUES (v_tenant, v_key, p->'idempotency'->>'method', p->'idempotency'->>'path',
            p->'idempotency'->>'requestHash', (p->'idempotency'->>'status')::int,
            replace(p_body, p->>'token', v_number::text));
  END IF;

  -- The caller holds the answer's text already and puts the number in itself; only a replay carries one back.
  RETURN QUERY SELECT CASE WHEN v_new THEN 'created' ELSE 'changed' END, v_number, NULL::int, NULL::text, NULL::text;
END $$;

-- As before, with `shiftId`: orders that were paid in a shift.
-- p: { statuses?[], outletId?, outletIds?[], from?, to?, number?, like?, shiftId?, flag?, afterAt?, afterId? }
CREATE OR REPLACE FUNCTION list_orders(p_tenant uuid, p jsonb, p_limit int) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
DECLARE v_where text := '';
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  IF p->>'statuses' IS NOT NULL THEN
    v_where := v_where || $q$ AND o.status = ANY (ARRAY(SELECT jsonb_array_elements_text($2->'statuses')))$q$;
  END IF;
  IF p->>'outletId' IS NOT NULL THEN
    v_where := v_where || $q$ AND o.outlet_id = ($2->>'outletId')::uuid$q$;
  END IF;
  IF p->>'outletIds' IS NOT NULL THEN
    v_where := v_where
      || $q$ AND o.outlet_id = ANY (ARRAY(SELECT jsonb_array_elements_text($2->'outletIds')::uuid))$q$;
  END IF;
  IF p->>'from' IS NOT NULL THEN
    v_where := v_where || $q$ AND o.business_date >= ($2->>'from')::date$q$;
  END IF;
  IF p->>'to' IS NOT NULL THEN
    v_where := v_where || $q$ AND o.business_date <= ($2->>'to')::date$q$;
  END IF;
  IF p->>'like' IS NOT NULL THEN
    v_where := v_where || $q$ AND (o.number::text = $2->>'number' OR fold_name(o.table_name) LIKE fold_name($2->>'like')
      OR fold_name(o.queue_name) LIKE fold_name($2->>'like')
      OR fold_name(o.cashier_name) LIKE fold_name($2->>'like'))$q$;
  END IF;
  IF p->>'shiftId' IS NOT NULL THEN
    v_where := v_where || $q$ AND o.id IN (
      SELECT y.order_id FROM payments y WHERE y.tenant_id = $1 AND y.shift_id = ($2->>'shiftId')::uuid)$q$;
  END IF;
  IF p->>'flag' IS NOT NULL THEN
    -- The first condition is the index's own.
    v_where := v_where || $q$ AND o.flags <> '{}' AND $2->>'flag' = ANY (o.flags)$q$;
  END IF;
  IF p->>'afterId' IS NOT NULL THEN
    v_where := v_where
      || $q$ AND (o.created_at, o.id) < (($2->>'afterAt')::timestamptz, ($2->>'afterId')::uuid)$q$;
  END IF;
  RETURN QUERY EXECUTE $q$
    SELECT jsonb_build_object(
      'id', o.id, 'number', o.number::text, 'outletId', o.outlet_id, 'type', o.type, 'status', o.status,
      'paymentStatus', o.payment_status, 'tableName', o.table_name, 'queueName', o.queue_name,
      'cashierName', o.cashier_name,
      'itemCount', (SELECT count(*) FROM order_items i
                    WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id AND i.voided_at IS NULL),
      'total', o.total, 'paidTotal', o.paid_total,
      'dueTotal', CASE WHEN o.status = 'VOIDED' THEN 0 ELSE greatest(o.total - o.paid_total, 0) END,
      'flags', o.flags, 'businessDate', o.business_date,
      'createdAt', to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'version', o.version)
    FROM (SELECT * FROM orders o WHERE o.tenant_id = $1$q$ || v_where || $q$
          ORDER BY o.created_at DESC, o.id DESC LIMIT $3) o
    ORDER BY o.created_at DESC, o.id DESC$q$
  USING p_tenant, p, p_limit;
END $$;
