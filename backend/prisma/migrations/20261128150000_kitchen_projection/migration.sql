-- The kitchen writes its own tables, and nobody else does: what orders send, change and void reaches its tickets through
-- the functions here. What the version before this one calls (`write_order`, `kitchen_documents`,
-- `kitchen_ticket_event`) keeps its signature and its meaning.

-- An event, written with its cause.
CREATE FUNCTION append_event(p_tenant uuid, p_id uuid, p_outlet uuid, p_type text, p_data jsonb, p_at timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at)
  VALUES (p_tenant, p_id, p_outlet, p_type, p_data, p_at);
END $$;

-- Kitchen states as sets: what is voided adds nothing, what no kitchen prepares (NULL) only counts for an order.
CREATE FUNCTION kitchen_state_bit(p_status text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_status
    WHEN 'QUEUED' THEN 1 WHEN 'PREPARING' THEN 2 WHEN 'READY' THEN 4 WHEN 'SERVED' THEN 8 WHEN 'VOIDED' THEN 0
    ELSE 16 END
$$;

-- The next two are written from the rules in packages/domain (backend/test/states), which stay their home: a test walks
-- every value and, where a rule has changed, prints the function for a new migration.
CREATE OR REPLACE FUNCTION kitchen_ticket_state(p_states int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY[
    'VOIDED', 'QUEUED', 'PREPARING', 'PREPARING',
    'READY', 'PREPARING', 'PREPARING', 'PREPARING',
    'SERVED', 'PREPARING', 'PREPARING', 'PREPARING',
    'READY', 'PREPARING', 'PREPARING', 'PREPARING'
  ])[p_states + 1]
$$;

CREATE OR REPLACE FUNCTION order_state(p_states int, p_payment text, p_current text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY['DRAFT', 'OPEN', 'PREPARING', 'READY', 'SERVED', 'COMPLETED', 'VOIDED'])[
    substr(CASE p_current || ' ' || p_payment
    WHEN 'DRAFT UNPAID' THEN '11111111111111111111111111111111'
    WHEN 'DRAFT PARTIALLY_PAID' THEN '11111111111111111111111111111111'
    WHEN 'DRAFT PAID' THEN '11111111111111111111111111111111'
    WHEN 'DRAFT PARTIALLY_REFUNDED' THEN '11111111111111111111111111111111'
    WHEN 'DRAFT REFUNDED' THEN '11111111111111111111111111111111'
    WHEN 'OPEN UNPAID' THEN '22334333533343332233433353334333'
    WHEN 'OPEN PARTIALLY_PAID' THEN '22334333533343332233433353334333'
    WHEN 'OPEN PAID' THEN '22334333633343336233433363334333'
    WHEN 'OPEN PARTIALLY_REFUNDED' THEN '22334333633343336233433363334333'
    WHEN 'OPEN REFUNDED' THEN '22334333633343336233433363334333'
    WHEN 'PREPARING UNPAID' THEN '33334333533343333333433353334333'
    WHEN 'PREPARING PARTIALLY_PAID' THEN '33334333533343333333433353334333'
    WHEN 'PREPARING PAID' THEN '33334333633343336333433363334333'
    WHEN 'PREPARING PARTIALLY_REFUNDED' THEN '33334333633343336333433363334333'
    WHEN 'PREPARING REFUNDED' THEN '33334333633343336333433363334333'
    WHEN 'READY UNPAID' THEN '43334333533343334333433353334333'
    WHEN 'READY PARTIALLY_PAID' THEN '43334333533343334333433353334333'
    WHEN 'READY PAID' THEN '43334333633343336333433363334333'
    WHEN 'READY PARTIALLY_REFUNDED' THEN '43334333633343336333433363334333'
    WHEN 'READY REFUNDED' THEN '43334333633343336333433363334333'
    WHEN 'SERVED UNPAID' THEN '53334333533343335333433353334333'
    WHEN 'SERVED PARTIALLY_PAID' THEN '53334333533343335333433353334333'
    WHEN 'SERVED PAID' THEN '53334333633343336333433363334333'
    WHEN 'SERVED PARTIALLY_REFUNDED' THEN '53334333633343336333433363334333'
    WHEN 'SERVED REFUNDED' THEN '53334333633343336333433363334333'
    WHEN 'COMPLETED UNPAID' THEN '66666666666666666666666666666666'
    WHEN 'COMPLETED PARTIALLY_PAID' THEN '66666666666666666666666666666666'
    WHEN 'COMPLETED PAID' THEN '66666666666666666666666666666666'
    WHEN 'COMPLETED PARTIALLY_REFUNDED' THEN '66666666666666666666666666666666'
    WHEN 'COMPLETED REFUNDED' THEN '66666666666666666666666666666666'
    WHEN 'VOIDED UNPAID' THEN '77777777777777777777777777777777'
    WHEN 'VOIDED PARTIALLY_PAID' THEN '77777777777777777777777777777777'
    WHEN 'VOIDED PAID' THEN '77777777777777777777777777777777'
    WHEN 'VOIDED PARTIALLY_REFUNDED' THEN '77777777777777777777777777777777'
    WHEN 'VOIDED REFUNDED' THEN '77777777777777777777777777777777'
    END, p_states + 1, 1)::int]
$$;

-- A ticket's items as screens know them.
CREATE FUNCTION kitchen_items_document(p_tenant uuid, p_ticket uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
      'id', i.id, 'orderItemId', i.order_item_id, 'name', i.name, 'variantName', i.variant_name,
      'quantity', trim_scale(i.quantity_milli / 1000.0), 'modifiers', i.modifiers, 'note', i.note,
      'status', i.status, 'change', i.change, 'was', i.was) ORDER BY i.position), '[]')
  FROM kitchen_ticket_items i WHERE i.tenant_id = p_tenant AND i.ticket_id = p_ticket
$$;

-- A ticket without its items as screens know it.
CREATE FUNCTION kitchen_ticket_head(t kitchen_tickets) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', t.id, 'orderId', t.order_id, 'orderNumber', t.order_number::text, 'outletId', t.outlet_id,
    'stationId', t.station_id,
    'stationName', (SELECT s.name FROM stations s WHERE s.tenant_id = t.tenant_id AND s.id = t.station_id),
    'type', t.type, 'tableName', t.table_name, 'queueName', t.queue_name, 'status', t.status,
    'createdAt', to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'version', t.version)
$$;

-- The whole ticket: what its route answers and its event carries.
CREATE OR REPLACE FUNCTION kitchen_ticket_event(t kitchen_tickets) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT kitchen_ticket_head(t) || jsonb_build_object('items', kitchen_items_document(t.tenant_id, t.id))
$$;

-- Tickets that orders have just made, in the columns' names (`kitchen/ticket-effects.ts`); `n` of a row is the place of
-- its order in the other arguments, NULL of a tenant: it is left alone. Their events are the orders'.
CREATE FUNCTION apply_tickets(p_tenants uuid[], p_numbers int[], p_tickets jsonb, p_items jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kitchen_tickets (
    tenant_id, id, outlet_id, station_id, order_id, order_number, type, table_name, queue_name, note, status, version,
    created_at, updated_at)
  SELECT
    p_tenants[r.n], r.id, r.outlet_id, r.station_id, r.order_id, p_numbers[r.n], r.type, r.table_name, r.queue_name,
    r.note, r.status, r.version, r.created_at, r.updated_at
  FROM jsonb_to_recordset(p_tickets) AS r(
    n int, id uuid, outlet_id uuid, station_id uuid, order_id uuid, type text, table_name text, queue_name text,
    note text, status text, version int, created_at timestamptz, updated_at timestamptz)
  WHERE p_tenants[r.n] IS NOT NULL;
  INSERT INTO kitchen_ticket_items (
    tenant_id, id, ticket_id, order_item_id, position, name, variant_name, quantity_milli, modifiers, note, status, change)
  SELECT
    p_tenants[r.n], r.id, r.ticket_id, r.order_item_id, r.position, r.name, r.variant_name, r.quantity_milli,
    r.modifiers, r.note, r.status, r.change
  FROM jsonb_to_recordset(p_items) AS r(
    n int, id uuid, ticket_id uuid, order_item_id uuid, position int, name text, variant_name text,
    quantity_milli bigint, modifiers jsonb, note text, status text, change text)
  WHERE p_tenants[r.n] IS NOT NULL;
END $$;

-- Lets an order's tickets follow what the till has changed: where it goes, which of its items were voided or changed.
-- Lock the order first.
-- p: { order: { id, type, table_name, queue_name }, voidedItems: [order item id],
--      changedItems: [{ order_item_id, name, variant_name, quantity_milli, modifiers, note, status }],
--      newTickets: [id], eventIds: [as many as there can be tickets] }
CREATE FUNCTION kitchen_follow_order(p_tenant uuid, p jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_order uuid := (p->'order'->>'id')::uuid;
  v_type text := p->'order'->>'type';
  v_table text := p->'order'->>'table_name';
  v_queue text := p->'order'->>'queue_name';
  v_voided uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(p->'voidedItems', '[]'))::uuid);
  v_changed uuid[] := ARRAY(
    SELECT (c->>'order_item_id')::uuid FROM jsonb_array_elements(coalesce(p->'changedItems', '[]')) c);
  v_new uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(p->'newTickets', '[]'))::uuid);
  v_ticket record;
  v_place int := 0;
BEGIN
  IF v_voided <> '{}' THEN
    UPDATE kitchen_ticket_items t SET status = 'VOIDED', change = 'VOIDED'
    WHERE t.tenant_id = p_tenant AND t.order_item_id = ANY (v_voided);
  END IF;
  IF v_changed <> '{}' THEN
    -- What a cook may not have seen yet of an earlier change stays what it was.
    UPDATE kitchen_ticket_items t SET
      was = coalesce(CASE WHEN t.change = 'CHANGED' AND t.status IN ('QUEUED', 'PREPARING') THEN t.was END,
        jsonb_build_object('quantity', trim_scale(t.quantity_milli / 1000.0), 'variantName', t.variant_name,
          'modifiers', t.modifiers, 'note', t.note)),
      change = 'CHANGED', name = c.name, variant_name = c.variant_name, quantity_milli = c.quantity_milli,
      modifiers = c.modifiers, note = c.note, status = coalesce(c.status, t.status)
    FROM jsonb_to_recordset(p->'changedItems') AS c(order_item_id uuid, name text, variant_name text,
      quantity_milli bigint, modifiers jsonb, note text, status text)
    WHERE t.tenant_id = p_tenant AND t.order_item_id = c.order_item_id AND t.status <> 'VOIDED';
  END IF;
  FOR v_ticket IN
    WITH followed AS (
      UPDATE kitchen_tickets t SET
        version = t.version + 1, updated_at = p_at, type = v_type, table_name = v_table, queue_name = v_queue,
        (status, bumped_at) = (
          SELECT s.status, CASE WHEN s.status = 'SERVED' THEN t.bumped_at END FROM (
            SELECT CASE
              WHEN count(*) FILTER (WHERE x.status <> 'VOIDED') = 0 THEN 'VOIDED'
              -- Only a change takes an item back; what a void leaves of a ticket stays where it was.
              WHEN NOT coalesce(bool_or(x.status <> 'VOIDED' AND x.order_item_id = ANY (v_changed)), false) THEN t.status
              ELSE kitchen_ticket_state(coalesce(bit_or(kitchen_state_bit(x.status)), 0)) END AS status
            FROM kitchen_ticket_items x WHERE x.tenant_id = p_tenant AND x.ticket_id = t.id) s)
      WHERE t.tenant_id = p_tenant AND t.order_id = v_order AND t.id <> ALL (v_new)
        AND ((t.type, t.table_name, t.queue_name) IS DISTINCT FROM (v_type, v_table, v_queue)
          OR EXISTS (SELECT FROM kitchen_ticket_items x WHERE x.tenant_id = p_tenant AND x.ticket_id = t.id
            AND x.order_item_id = ANY (v_voided || v_changed)))
      RETURNING t AS ticket
    )
    SELECT f.ticket FROM followed f ORDER BY (f.ticket).created_at, (f.ticket).id
  LOOP
    PERFORM append_event(p_tenant, (p->'eventIds'->>v_place)::uuid, (v_ticket.ticket).outlet_id,
      'kitchen.ticket.updated', kitchen_ticket_event(v_ticket.ticket), p_at);
    v_place := v_place + 1;
  END LOOP;
END $$;
