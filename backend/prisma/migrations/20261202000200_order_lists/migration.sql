-- The lists that screens ask for all day are found in the order they are shown, by plans that a connection keeps
-- (docs/adr/0025-screens-and-turns.md).

-- For a sale that is over at once as many indexes as before: a settled order stands in the first of these alone.
CREATE INDEX orders_of_outlet ON orders (tenant_id, outlet_id, created_at, id);
CREATE INDEX orders_open ON orders (tenant_id, outlet_id, created_at, id) WHERE status NOT IN ('COMPLETED', 'VOIDED');
CREATE INDEX orders_voided ON orders (tenant_id, outlet_id, created_at, id) WHERE status = 'VOIDED';
DROP INDEX orders_tenant_id_outlet_id_status_created_at_idx;

-- An order as lists show it. Stable, and given whole rows: so it becomes part of the statement around it.
CREATE FUNCTION order_summary(o orders, p_items bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', o.id, 'number', o.number::text, 'outletId', o.outlet_id, 'type', o.type, 'status', o.status,
    'paymentStatus', o.payment_status, 'tableName', o.table_name, 'queueName', o.queue_name,
    'cashierName', o.cashier_name, 'itemCount', p_items, 'total', o.total, 'paidTotal', o.paid_total,
    'dueTotal', CASE WHEN o.status = 'VOIDED' THEN 0 ELSE greatest(o.total - o.paid_total, 0) END,
    'flags', o.flags, 'businessDate', o.business_date,
    'createdAt', to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'version', o.version)
$$;

-- As before. An outlet's orders, all of them or those of one kind of state, have a plan of their own; what else may be
-- asked for is put together and planned each time.
-- p: { statuses?[], outletId?, outletIds?[], from?, to?, number?, like?, shiftId?, flag?, afterAt?, afterId? }
CREATE OR REPLACE FUNCTION list_orders(p_tenant uuid, p jsonb, p_limit int) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_where text := '';
  v_statuses text[] := CASE WHEN p->>'statuses' IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(p->'statuses')) END;
  v_are_open boolean := v_statuses <@ ARRAY['DRAFT', 'OPEN', 'PREPARING', 'READY', 'SERVED'];
  v_outlet uuid := (p->>'outletId')::uuid;
  -- Before all of them.
  v_at timestamptz := coalesce((p->>'afterAt')::timestamptz, 'infinity');
  v_id uuid := coalesce((p->>'afterId')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  IF v_outlet IS NOT NULL AND coalesce(p->>'outletIds', p->>'from', p->>'to', p->>'like', p->>'shiftId', p->>'flag') IS NULL
  THEN
    IF v_statuses IS NULL THEN
      RETURN QUERY SELECT order_summary(o, (SELECT count(*) FROM order_items i
        WHERE i.tenant_id = p_tenant AND i.order_id = o.id AND i.voided_at IS NULL))
      FROM orders o WHERE o.tenant_id = p_tenant AND o.outlet_id = v_outlet AND (o.created_at, o.id) < (v_at, v_id)
      ORDER BY o.created_at DESC, o.id DESC LIMIT p_limit;
      RETURN;
    ELSIF v_are_open THEN
      RETURN QUERY SELECT order_summary(o, (SELECT count(*) FROM order_items i
        WHERE i.tenant_id = p_tenant AND i.order_id = o.id AND i.voided_at IS NULL))
      FROM orders o WHERE o.tenant_id = p_tenant AND o.outlet_id = v_outlet AND (o.created_at, o.id) < (v_at, v_id)
        AND o.status NOT IN ('COMPLETED', 'VOIDED') AND o.status = ANY (v_statuses)
      ORDER BY o.created_at DESC, o.id DESC LIMIT p_limit;
      RETURN;
    END IF;
  END IF;
  -- The first condition of two is the index's own.
  IF v_statuses IS NOT NULL THEN
    v_where := v_where || CASE WHEN v_are_open THEN $q$ AND o.status NOT IN ('COMPLETED', 'VOIDED')$q$
                               WHEN v_statuses <@ ARRAY['VOIDED'] THEN $q$ AND o.status = 'VOIDED'$q$ ELSE '' END
      || $q$ AND o.status = ANY ($4)$q$;
  END IF;
  IF v_outlet IS NOT NULL THEN
    v_where := v_where || $q$ AND o.outlet_id = $5$q$;
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
    v_where := v_where || $q$ AND o.flags <> '{}' AND $2->>'flag' = ANY (o.flags)$q$;
  END IF;
  IF p->>'afterId' IS NOT NULL THEN
    v_where := v_where || $q$ AND (o.created_at, o.id) < ($6, $7)$q$;
  END IF;
  RETURN QUERY EXECUTE $q$
    SELECT order_summary(o, (SELECT count(*) FROM order_items i
      WHERE i.tenant_id = $1 AND i.order_id = o.id AND i.voided_at IS NULL))
    FROM orders o WHERE o.tenant_id = $1$q$ || v_where || $q$
    ORDER BY o.created_at DESC, o.id DESC LIMIT $3$q$
  USING p_tenant, p, p_limit, v_statuses, v_outlet, v_at, v_id;
END $$;
