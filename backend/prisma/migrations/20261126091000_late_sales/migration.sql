-- What came late is asked for by its flag, and read from the journal by when it arrived.
CREATE INDEX orders_flagged ON orders (tenant_id, created_at DESC, id DESC) WHERE flags <> '{}';
CREATE INDEX journal_entries_sales_arrived ON journal_entries (tenant_id, business_date, outlet_id)
  INCLUDE (id, order_id, occurred_at, created_at) WHERE kind = 'SALE';
DROP INDEX journal_entries_sales;

-- As before, with `flag`: orders that carry it.
-- p: { statuses?[], outletId?, outletIds?[], from?, to?, number?, like?, flag?, afterAt?, afterId? }
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
