-- A step in the kitchen, its answer and the list of tickets are one call each (docs/adr/0013-kitchen-step.md).

-- One item, one ticket as screens know them. Stable, as what they call is, and given whole rows: so they become part of
-- the statement around them rather than a call per row.
CREATE FUNCTION kitchen_item_document(i kitchen_ticket_items) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', i.id, 'orderItemId', i.order_item_id, 'name', i.name, 'variantName', i.variant_name,
    'quantity', trim_scale(i.quantity_milli / 1000.0), 'modifiers', i.modifiers, 'note', i.note,
    'status', i.status, 'change', i.change, 'was', i.was)
$$;
CREATE FUNCTION kitchen_ticket_document(t kitchen_tickets, p_station_name text, p_items jsonb) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', t.id, 'orderId', t.order_id, 'orderNumber', t.order_number::text, 'outletId', t.outlet_id,
    'stationId', t.station_id, 'stationName', p_station_name, 'type', t.type, 'tableName', t.table_name,
    'queueName', t.queue_name, 'status', t.status,
    'createdAt', to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'version', t.version,
    'items', p_items)
$$;
CREATE OR REPLACE FUNCTION kitchen_items_document(p_tenant uuid, p_ticket uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(kitchen_item_document(i) ORDER BY i.position), '[]')
  FROM kitchen_ticket_items i WHERE i.tenant_id = p_tenant AND i.ticket_id = p_ticket
$$;
CREATE OR REPLACE FUNCTION kitchen_ticket_event(t kitchen_tickets) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT kitchen_ticket_document(t,
    (SELECT s.name FROM stations s WHERE s.tenant_id = t.tenant_id AND s.id = t.station_id),
    kitchen_items_document(t.tenant_id, t.id))
$$;
DROP FUNCTION kitchen_ticket_head(kitchen_tickets);

-- An answer, kept with its effect for a request that comes again; of one larger than the table takes only that there was
-- one. p_request: { key, method, path, hash, userId }.
CREATE FUNCTION keep_answer(p_tenant uuid, p_request jsonb, p_status int, p_body text, p_outlets uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO idempotency_keys (tenant_id, key, method, path, request_hash, status, body, user_id, outlet_ids)
  VALUES (p_tenant, p_request->>'key', p_request->>'method', p_request->>'path', p_request->>'hash', p_status,
    CASE WHEN octet_length(p_body) <= 262144 THEN p_body ELSE '{"notKept":{"id":null,"outletId":null}}' END,
    (p_request->>'userId')::uuid, p_outlets);
END $$;

-- Lets an order follow its items through the kitchen, and tells of it. The version rises also where the order's own state
-- stays: a change that read the items before would otherwise write their old states back. Lock the order first.
-- p_items, p_states: the order's items that moved and where they are now.
CREATE FUNCTION orders_follow_kitchen(
  p_tenant uuid, p_order uuid, p_items uuid[], p_states text[], p_at timestamptz, p_event uuid
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_set int;
  v_order orders;
BEGIN
  UPDATE order_items i SET kitchen_status = m.status
  FROM unnest(p_items, p_states) AS m(id, status)
  WHERE i.tenant_id = p_tenant AND i.id = m.id AND i.order_id = p_order;
  SELECT coalesce(bit_or(kitchen_state_bit(i.kitchen_status)) FILTER (WHERE i.voided_at IS NULL), 0) INTO v_set
  FROM order_items i WHERE i.tenant_id = p_tenant AND i.order_id = p_order;
  UPDATE orders o SET
    status = order_state(v_set, o.payment_status, o.status), updated_at = p_at, version = o.version + 1,
    completed_at = CASE WHEN order_state(v_set, o.payment_status, o.status) = 'COMPLETED'
                        THEN coalesce(o.completed_at, p_at) ELSE o.completed_at END
  WHERE o.tenant_id = p_tenant AND o.id = p_order
  RETURNING o.* INTO v_order;
  PERFORM append_event(p_tenant, p_event, v_order.outlet_id, 'order.updated', jsonb_build_object(
    'orderId', v_order.id, 'number', v_order.number::text, 'status', v_order.status,
    'paymentStatus', v_order.payment_status, 'total', v_order.total, 'version', v_order.version,
    'type', v_order.type), p_at);
END $$;

-- Moves a ticket's items, or one of them, as a plan says, and the ticket with them: which of the order's items moved and
-- where to; none where nothing changes. Lock order and ticket first.
-- p_next: { state: the state that items in it move to }. p_closing: by the day's end rather than by a hand.
CREATE FUNCTION kitchen_move_ticket(
  p_tenant uuid, p_ticket uuid, p_item uuid, p_next jsonb, p_at timestamptz, p_closing boolean,
  OUT items uuid[], OUT states text[], OUT ticket kitchen_tickets
) LANGUAGE plpgsql AS $$
DECLARE
  v_state text;
BEGIN
  WITH moved AS (
    UPDATE kitchen_ticket_items i SET status = p_next->>i.status
    WHERE i.tenant_id = p_tenant AND i.ticket_id = p_ticket AND (p_item IS NULL OR i.id = p_item) AND p_next ? i.status
    RETURNING i.order_item_id, i.status
  )
  SELECT array_agg(m.order_item_id), array_agg(m.status) INTO items, states FROM moved m;
  IF items IS NULL AND NOT p_closing THEN RETURN; END IF;
  SELECT kitchen_ticket_state(coalesce(bit_or(kitchen_state_bit(i.status)), 0)) INTO v_state
  FROM kitchen_ticket_items i WHERE i.tenant_id = p_tenant AND i.ticket_id = p_ticket;
  UPDATE kitchen_tickets t SET
    previous_status = CASE WHEN t.status <> v_state OR p_closing THEN t.status ELSE t.previous_status END,
    status = v_state, version = t.version + 1, updated_at = p_at,
    bumped_at = CASE WHEN p_closing THEN t.bumped_at WHEN v_state = 'SERVED' THEN coalesce(t.bumped_at, p_at) END,
    closed_at = CASE WHEN p_closing THEN p_at ELSE t.closed_at END
  WHERE t.tenant_id = p_tenant AND t.id = p_ticket
  RETURNING t.* INTO ticket;
END $$;

-- One step of a ticket (p_item null) or of one of its items, with everything that follows from it and the memory of its
-- answer under the request's key.
-- p_plan: for each state that what is to move may be in, what the step does there: { next: { state: state } }, or
--   { to, reason } where it is refused. The rules are the domain's.
-- p_outlets: where the caller may work; null: everywhere. p_version: for which version the step is meant, or null.
-- p_request: { key, method, path, hash, userId }, or null without a key.
-- outcome: moved | same | replayed | in_progress | not_found | version_conflict | refused. `body` is the answer's text;
-- `detail` of a refusal { from, to, reason }, of a replay what was kept beside the body.
CREATE FUNCTION kitchen_step(
  p_tenant uuid, p_ticket uuid, p_item uuid, p_plan jsonb, p_outlets uuid[], p_version int, p_at timestamptz,
  p_ticket_event uuid, p_order_event uuid, p_request jsonb
) RETURNS TABLE (outcome text, version int, outlet_id uuid, body text, detail jsonb) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_tenant uuid := p_tenant;
  v_key text := p_request->>'key';
  v_ticket kitchen_tickets;
  v_order uuid;
  v_state text;
  v_rule jsonb;
  v_moved record;
  v_document jsonb;
  v_body text;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  IF v_key IS NOT NULL THEN
    IF NOT pg_try_advisory_xact_lock(hashtextextended(v_tenant::text || ':key:' || v_key, 0)) THEN
      RETURN QUERY SELECT 'in_progress', NULL::int, NULL::uuid, NULL::text, NULL::jsonb; RETURN;
    END IF;
    RETURN QUERY SELECT 'replayed', NULL::int, NULL::uuid, k.body, jsonb_build_object(
        'status', k.status, 'requestHash', k.request_hash, 'userId', k.user_id, 'outletIds', to_jsonb(k.outlet_ids))
      FROM idempotency_keys k WHERE k.tenant_id = p_tenant AND k.key = v_key;
    IF FOUND THEN RETURN; END IF;
  END IF;

  -- Whoever changes an order's tickets locks the order first, as the writer of orders does, so that the two never wait
  -- for each other. What is read of the ticket is read once both are held.
  SELECT o.id INTO v_order FROM orders o
  WHERE o.tenant_id = p_tenant AND o.id = (
    SELECT t.order_id FROM kitchen_tickets t WHERE t.tenant_id = p_tenant AND t.id = p_ticket) FOR UPDATE;
  SELECT t.* INTO v_ticket FROM kitchen_tickets t
  WHERE t.tenant_id = p_tenant AND t.id = p_ticket AND t.order_id = v_order FOR UPDATE;
  IF NOT FOUND OR v_ticket.outlet_id <> ALL (p_outlets) THEN
    RETURN QUERY SELECT 'not_found', NULL::int, NULL::uuid, NULL::text, NULL::jsonb; RETURN;
  END IF;
  IF v_ticket.version <> p_version THEN
    RETURN QUERY SELECT 'version_conflict', v_ticket.version, v_ticket.outlet_id, NULL::text, NULL::jsonb; RETURN;
  END IF;

  IF p_item IS NULL THEN
    SELECT kitchen_ticket_state(coalesce(bit_or(kitchen_state_bit(i.status)), 0)) INTO v_state
    FROM kitchen_ticket_items i WHERE i.tenant_id = p_tenant AND i.ticket_id = p_ticket;
  ELSE
    SELECT i.status INTO v_state FROM kitchen_ticket_items i
    WHERE i.tenant_id = p_tenant AND i.id = p_item AND i.ticket_id = p_ticket;
    IF NOT FOUND THEN
      RETURN QUERY SELECT 'not_found', NULL::int, NULL::uuid, NULL::text, NULL::jsonb; RETURN;
    END IF;
  END IF;
  v_rule := p_plan->v_state;
  IF v_rule ? 'reason' THEN
    RETURN QUERY SELECT 'refused', v_ticket.version, v_ticket.outlet_id, NULL::text,
      v_rule || jsonb_build_object('from', CASE WHEN p_item IS NULL THEN v_ticket.status ELSE v_state END);
    RETURN;
  END IF;

  SELECT m.items, m.states, m.ticket INTO v_moved
  FROM kitchen_move_ticket(p_tenant, p_ticket, p_item, v_rule->'next', p_at, false) m;
  IF v_moved.items IS NOT NULL THEN v_ticket := v_moved.ticket; END IF;
  v_document := kitchen_ticket_event(v_ticket);
  IF v_moved.items IS NOT NULL THEN
    PERFORM append_event(p_tenant, p_ticket_event, v_ticket.outlet_id, 'kitchen.ticket.updated', v_document, p_at);
    PERFORM orders_follow_kitchen(p_tenant, v_order, v_moved.items, v_moved.states, p_at, p_order_event);
  END IF;

  v_body := '{"data":' || v_document::text || '}';
  IF v_key IS NOT NULL THEN
    PERFORM keep_answer(p_tenant, p_request, 200, v_body, ARRAY[v_ticket.outlet_id]);
  END IF;
  RETURN QUERY SELECT CASE WHEN v_moved.items IS NULL THEN 'same' ELSE 'moved' END, v_ticket.version,
    v_ticket.outlet_id, v_body, NULL::jsonb;
END $$;

-- Closes tickets by the day's end, lets their orders follow, and tells of both: tickets first. Lock the orders first.
-- p_plan as above. p_tickets, p_orders: [{ id, eventId }].
CREATE FUNCTION kitchen_close(p_tenant uuid, p_plan jsonb, p_tickets jsonb, p_orders jsonb, p_at timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_one record;
  v_moved record;
  v_rule jsonb;
  v_items uuid[] := '{}';
  v_states text[] := '{}';
BEGIN
  FOR v_one IN SELECT x.id, x.event FROM ROWS FROM (jsonb_to_recordset(p_tickets) AS (id uuid, "eventId" uuid))
    WITH ORDINALITY AS x(id, event, place) ORDER BY x.place
  LOOP
    SELECT p_plan->kitchen_ticket_state(coalesce(bit_or(kitchen_state_bit(i.status)), 0)) INTO v_rule
    FROM kitchen_ticket_items i WHERE i.tenant_id = p_tenant AND i.ticket_id = v_one.id;
    -- Where nothing on it lives there is nothing to serve: it is closed as what it is.
    SELECT m.items, m.states, m.ticket INTO v_moved
    FROM kitchen_move_ticket(p_tenant, v_one.id, NULL, coalesce(v_rule->'next', '{}'), p_at, true) m;
    v_items := v_items || coalesce(v_moved.items, '{}');
    v_states := v_states || coalesce(v_moved.states, '{}');
    PERFORM append_event(p_tenant, v_one.event, (v_moved.ticket).outlet_id, 'kitchen.ticket.updated',
      kitchen_ticket_event(v_moved.ticket), p_at);
  END LOOP;
  FOR v_one IN SELECT x.id, x.event FROM ROWS FROM (jsonb_to_recordset(p_orders) AS (id uuid, "eventId" uuid))
    WITH ORDINALITY AS x(id, event, place) ORDER BY x.place
  LOOP
    PERFORM orders_follow_kitchen(p_tenant, v_one.id, v_items, v_states, p_at, v_one.event);
  END LOOP;
END $$;

-- One ticket with all its items, as its route answers, for whoever may work in its outlet.
CREATE FUNCTION read_kitchen_ticket(p_tenant uuid, p_ticket uuid, p_outlets uuid[])
RETURNS TABLE (outlet_id uuid, version int, body text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  RETURN QUERY SELECT t.outlet_id, t.version, '{"data":' || kitchen_ticket_event(t)::text || '}' FROM kitchen_tickets t
    WHERE t.tenant_id = p_tenant AND t.id = p_ticket AND (p_outlets IS NULL OR t.outlet_id = ANY (p_outlets));
END $$;

-- Tickets of an outlet or a station as the board's route answers, oldest first; of more than p_limit the newest. Without
-- a row: there is no such outlet.
-- p_event: those that an event told of since that one; where it has no number (any more), the board. p_since: those that
--   an event told of which was written after that instant. Neither: the board, what is open of p_from and later and what
--   left it after p_done_since.
-- p_clock: of which versions of outlet and settings p_from was reckoned; where the board is asked for and they have
--   changed, `body` is null and `clock` names the present ones.
-- p_budget: bytes of items in one answer; the rest comes without, marked, and without being put together.
CREATE FUNCTION list_kitchen_tickets(
  p_tenant uuid, p_outlet uuid, p_station uuid, p_clock text, p_from timestamptz, p_done_since timestamptz,
  p_event uuid, p_since timestamptz, p_limit int, p_budget int
) RETURNS TABLE (clock text, body text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_clock text;
  v_number bigint;
  v_ids uuid[];
  v_one record;
  v_left int := p_budget;
  v_parts text[] := '{}';
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  SELECT o.version || '.' || s.version INTO v_clock
  FROM outlets o JOIN tenant_settings s ON s.tenant_id = o.tenant_id
  WHERE o.tenant_id = p_tenant AND o.id = p_outlet;
  IF NOT FOUND THEN RETURN; END IF;
  IF p_event IS NOT NULL THEN
    SELECT e.published_seq INTO v_number FROM outbox e WHERE e.tenant_id = p_tenant AND e.id = p_event;
  END IF;

  IF v_number IS NOT NULL OR p_since IS NOT NULL THEN
    -- What has no number yet counts as later than any: it is told again rather than missed.
    v_ids := ARRAY(SELECT n.id FROM (
      SELECT t.id, t.created_at FROM kitchen_tickets t
      WHERE t.tenant_id = p_tenant AND t.outlet_id = p_outlet AND (p_station IS NULL OR t.station_id = p_station)
        AND t.id IN (
          SELECT (e.data->>'id')::uuid FROM outbox e
          WHERE e.tenant_id = p_tenant AND e.outlet_id = p_outlet
            AND e.type IN ('kitchen.ticket.created', 'kitchen.ticket.updated') AND v_number IS NOT NULL
            AND (e.published_seq > v_number OR e.published_seq IS NULL)
          UNION ALL
          SELECT (e.data->>'id')::uuid FROM outbox e
          WHERE e.tenant_id = p_tenant AND e.outlet_id = p_outlet
            AND e.type IN ('kitchen.ticket.created', 'kitchen.ticket.updated') AND v_number IS NULL
            AND e.created_at > p_since)
      ORDER BY t.created_at DESC, t.id DESC LIMIT p_limit) n ORDER BY n.created_at, n.id);
  ELSE
    IF v_clock IS DISTINCT FROM p_clock THEN
      RETURN QUERY SELECT v_clock, NULL::text; RETURN;
    END IF;
    v_ids := ARRAY(SELECT n.id FROM (
      SELECT t.id, t.created_at FROM kitchen_tickets t
      WHERE t.tenant_id = p_tenant AND t.outlet_id = p_outlet AND (p_station IS NULL OR t.station_id = p_station)
        AND t.created_at >= p_from AND (t.status IN ('QUEUED', 'PREPARING', 'READY')
          OR (t.status IN ('SERVED', 'VOIDED') AND t.updated_at > p_done_since))
      ORDER BY t.created_at DESC, t.id DESC LIMIT p_limit) n ORDER BY n.created_at, n.id);
  END IF;

  -- Items are read as the loop goes on, so that what is not shown is not put together.
  FOR v_one IN
    SELECT w.ticket, w.station_name,
      (SELECT coalesce(jsonb_agg(kitchen_item_document(x) ORDER BY x.position), '[]')
       FROM kitchen_ticket_items x WHERE x.tenant_id = p_tenant AND x.ticket_id = w.id) AS items
    FROM (
      SELECT u.id, t AS ticket, s.name AS station_name FROM unnest(v_ids) WITH ORDINALITY AS u(id, place)
      JOIN kitchen_tickets t ON t.tenant_id = p_tenant AND t.id = u.id
      LEFT JOIN stations s ON s.tenant_id = p_tenant AND s.id = t.station_id
      ORDER BY u.place) w
  LOOP
    v_left := v_left - octet_length(v_one.items::text);
    EXIT WHEN v_left < 0;
    v_parts := v_parts || kitchen_ticket_document(v_one.ticket, v_one.station_name, v_one.items)::text;
  END LOOP;
  IF cardinality(v_parts) < cardinality(v_ids) THEN
    v_parts := v_parts || ARRAY(
      SELECT (kitchen_ticket_document(t, s.name, '[]') || '{"itemsOmitted": true}')::text
      FROM unnest(v_ids[cardinality(v_parts) + 1:]) WITH ORDINALITY AS w(id, place)
      JOIN kitchen_tickets t ON t.tenant_id = p_tenant AND t.id = w.id
      LEFT JOIN stations s ON s.tenant_id = p_tenant AND s.id = t.station_id
      ORDER BY w.place);
  END IF;
  RETURN QUERY SELECT v_clock, '{"data":[' || array_to_string(v_parts, ',') || ']}';
END $$;
