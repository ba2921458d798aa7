-- What a step in the kitchen costs beside its rows (docs/adr/0025-screens-and-turns.md). The functions keep their names and
-- their meaning, so that a process of the version before this one calls them as it did.

-- PL/pgSQL, whose plans a connection keeps: a function in SQL that is too much to become part of its caller is parsed
-- and planned anew in each statement that calls it.
CREATE OR REPLACE FUNCTION kitchen_ticket_event(t kitchen_tickets) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT kitchen_ticket_document(t,
      (SELECT s.name FROM stations s WHERE s.tenant_id = t.tenant_id AND s.id = t.station_id),
      coalesce(jsonb_agg(kitchen_item_document(i) ORDER BY i.position), '[]'))
    FROM kitchen_ticket_items i WHERE i.tenant_id = t.tenant_id AND i.ticket_id = t.id);
END $$;

-- Events of one outlet that belong together, in their order.
CREATE FUNCTION append_events(
  p_tenant uuid, p_ids uuid[], p_outlet uuid, p_types text[], p_data jsonb[], p_at timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at)
  SELECT p_tenant, e.id, p_outlet, e.type, e.data, p_at
  FROM unnest(p_ids, p_types, p_data) WITH ORDINALITY AS e(id, type, data, place) ORDER BY e.place;
END $$;

-- Lets an order follow its items through the kitchen; answers with what its event says. The version rises also where the
-- order's own state stays: a change that read the items before would otherwise write their old states back. Lock the
-- order first.
-- p_items, p_states: the order's items that moved and where they are now.
CREATE FUNCTION orders_follow_items(p_tenant uuid, p_order uuid, p_items uuid[], p_states text[], p_at timestamptz)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_set int;
  v_payment text;
  v_status text;
  v_told jsonb;
BEGIN
  UPDATE order_items i SET kitchen_status = p_states[array_position(p_items, i.id)]
  WHERE i.tenant_id = p_tenant AND i.order_id = p_order AND i.id = ANY (p_items);
  SELECT coalesce(bit_or(kitchen_state_bit(i.kitchen_status)) FILTER (WHERE i.voided_at IS NULL), 0) INTO v_set
  FROM order_items i WHERE i.tenant_id = p_tenant AND i.order_id = p_order;
  SELECT o.payment_status, o.status INTO v_payment, v_status FROM orders o
  WHERE o.tenant_id = p_tenant AND o.id = p_order;
  v_status := order_state(v_set, v_payment, v_status);
  UPDATE orders o SET
    status = v_status, updated_at = p_at, version = o.version + 1,
    completed_at = CASE WHEN v_status = 'COMPLETED' THEN coalesce(o.completed_at, p_at) ELSE o.completed_at END
  WHERE o.tenant_id = p_tenant AND o.id = p_order
  RETURNING jsonb_build_object(
    'orderId', o.id, 'number', o.number::text, 'status', o.status, 'paymentStatus', o.payment_status,
    'total', o.total, 'version', o.version, 'type', o.type) INTO v_told;
  RETURN v_told;
END $$;

CREATE OR REPLACE FUNCTION orders_follow_kitchen(
  p_tenant uuid, p_order uuid, p_items uuid[], p_states text[], p_at timestamptz, p_event uuid
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_told jsonb := orders_follow_items(p_tenant, p_order, p_items, p_states, p_at);
BEGIN
  PERFORM append_event(p_tenant, p_event, (
    SELECT o.outlet_id FROM orders o WHERE o.tenant_id = p_tenant AND o.id = p_order), 'order.updated', v_told, p_at);
END $$;

-- As before; what follows from a step is told in one statement.
CREATE OR REPLACE FUNCTION kitchen_step(
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
    PERFORM append_events(p_tenant, ARRAY[p_ticket_event, p_order_event], v_ticket.outlet_id,
      ARRAY['kitchen.ticket.updated', 'order.updated'],
      ARRAY[v_document, orders_follow_items(p_tenant, v_order, v_moved.items, v_moved.states, p_at)], p_at);
  END IF;

  v_body := '{"data":' || v_document::text || '}';
  IF v_key IS NOT NULL THEN
    PERFORM keep_answer(p_tenant, p_request, 200, v_body, ARRAY[v_ticket.outlet_id]);
  END IF;
  RETURN QUERY SELECT CASE WHEN v_moved.items IS NULL THEN 'same' ELSE 'moved' END, v_ticket.version,
    v_ticket.outlet_id, v_body, NULL::jsonb;
END $$;
