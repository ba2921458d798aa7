-- A ticket as screens know it: what `kitchen.ticket.updated` carries.
CREATE FUNCTION kitchen_ticket_event(t kitchen_tickets) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', t.id, 'orderId', t.order_id, 'orderNumber', t.order_number::text, 'outletId', t.outlet_id,
    'stationId', t.station_id,
    'stationName', (SELECT s.name FROM stations s WHERE s.tenant_id = t.tenant_id AND s.id = t.station_id),
    'type', t.type, 'tableName', t.table_name, 'queueName', t.queue_name, 'status', t.status,
    'createdAt', to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'version', t.version,
    'items', coalesce((SELECT jsonb_agg(jsonb_build_object(
        'id', i.id, 'orderItemId', i.order_item_id, 'name', i.name, 'variantName', i.variant_name,
        'quantity', trim_scale(i.quantity_milli / 1000.0), 'modifiers', i.modifiers, 'note', i.note,
        'status', i.status, 'change', i.change) ORDER BY i.position)
      FROM kitchen_ticket_items i WHERE i.tenant_id = t.tenant_id AND i.ticket_id = t.id), '[]'))
$$;

-- Recording an order takes one round trip: the caller has priced and decided, this only writes.
-- No business rule lives here beyond what must be decided while the rows are locked: was this request answered
-- before, is the menu still the one it was priced from, is a shift open, has the order changed meanwhile.
--
-- p: { tenantId, expectedVersion?, catalogVersion?, shift?: { outletId, cashierId, required },
--      token, idempotency?: { key, method, path, requestHash, status },
--      order, insertItems[], updateItems[], payments[], entries[], lines[], tickets[], ticketItems[],
--      updateTicketItems[], touchTickets[], events[], audit? }
-- The rows have the tables' own column names. `token` stands wherever the order's number will stand: a new order's
-- number is taken as late as it can be, since its counter's row is locked from then to the commit.
-- outcome: created | changed | replayed | in_progress | exists | stale_menu | shift_not_open | version_conflict
CREATE FUNCTION write_order(p jsonb, p_body text)
RETURNS TABLE (outcome text, number int, status int, body text, request_hash text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_tenant uuid := (p->>'tenantId')::uuid;
  v_key text := p->'idempotency'->>'key';
  v_new boolean := p->'expectedVersion' IS NULL OR p->'expectedVersion' = 'null'::jsonb;
  v_order orders;
  v_shift uuid;
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
      updated_at = v_order.updated_at, version = o.version + 1
    WHERE o.tenant_id = v_tenant AND o.id = v_order.id AND o.version = (p->>'expectedVersion')::int
    RETURNING o.number INTO v_number;
    IF NOT FOUND THEN
      RETURN QUERY SELECT 'version_conflict', NULL::int, NULL::int, NULL::text, NULL::text; RETURN;
    END IF;
  END IF;

  b_item.tenant_id := v_tenant;
  INSERT INTO order_items SELECT r.* FROM jsonb_populate_recordset(b_item, p->'insertItems') r;
  IF jsonb_array_length(coalesce(p->'updateItems', '[]')) > 0 THEN
    UPDATE order_items i SET
      position = r.position, variant_id = r.variant_id, variant_name = r.variant_name, name = r.name,
      quantity_milli = r.quantity_milli, unit_price = r.unit_price, modifiers = r.modifiers,
      tax_class = r.tax_class, discount = r.discount, note = r.note, seat = r.seat, course = r.course,
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
    INSERT INTO orders SELECT v_order.*;
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
        status = CASE WHEN EXISTS (SELECT FROM kitchen_ticket_items x WHERE x.tenant_id = v_tenant
          AND x.ticket_id = t.id AND x.status <> 'VOIDED') THEN t.status ELSE 'VOIDED' END
      WHERE t.tenant_id = v_tenant AND t.order_id = v_order.id
        AND NOT (p->'tickets' @> jsonb_build_array(jsonb_build_object('id', t.id)))
        AND ((t.type, t.table_name, t.queue_name) IS DISTINCT FROM
               (v_order.type, v_order.table_name, v_order.queue_name)
          OR EXISTS (SELECT FROM kitchen_ticket_items x WHERE x.tenant_id = v_tenant AND x.ticket_id = t.id
            AND x.order_item_id IN (SELECT (jsonb_array_elements_text(p->'voidedItems'))::uuid)))
      RETURNING t AS ticket
    )
    INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at)
    SELECT v_tenant, (p->'ticketEventIds'->>(row_number() OVER (ORDER BY (f.ticket).created_at) - 1)::int)::uuid,
      (f.ticket).outlet_id, 'kitchen.ticket.updated', kitchen_ticket_event(f.ticket), v_order.updated_at
    FROM followed f;
  END IF;

  IF p->'audit' IS NOT NULL AND p->'audit' <> 'null'::jsonb THEN
    PERFORM audit_append(p->'audit');
  END IF;

  IF v_key IS NOT NULL THEN
    INSERT INTO idempotency_keys (tenant_id, key, method, path, request_hash, status, body)
    VALUES (v_tenant, v_key, p->'idempotency'->>'method', p->'idempotency'->>'path',
            p->'idempotency'->>'requestHash', (p->'idempotency'->>'status')::int,
            replace(p_body, p->>'token', v_number::text));
  END IF;

  -- The caller holds the answer's text already and puts the number in itself; only a replay carries one back.
  RETURN QUERY SELECT CASE WHEN v_new THEN 'created' ELSE 'changed' END, v_number, NULL::int, NULL::text, NULL::text;
END $$;

-- One order with everything on it, in the tables' own column names; NULL where there is none.
CREATE FUNCTION order_document(o orders) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'order', to_jsonb(o),
    'items', coalesce((SELECT jsonb_agg(to_jsonb(i) ORDER BY i.position) FROM order_items i
                       WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id), '[]'),
    'payments', coalesce((SELECT jsonb_agg(to_jsonb(y) ORDER BY y.paid_at, y.id) FROM payments y
                          WHERE y.tenant_id = o.tenant_id AND y.order_id = o.id), '[]'))
$$;

CREATE FUNCTION read_order(p_tenant uuid, p_id uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  RETURN (SELECT order_document(o) FROM orders o WHERE o.tenant_id = p_tenant AND o.id = p_id);
END $$;
