-- Reports read roll-ups up to their mark and the journal for the rest, in one statement and so of one instant (ADR 0012).
-- All of it is STABLE: every query inside sees what the call saw when it began.

-- Sales of a range of business days that no roll-up holds: of days not filled yet, and of what came since the mark.
-- `p_outlets` NULL means every one, `p_before` NULL any time.
CREATE FUNCTION unrolled_sales(
  p_tenant uuid, p_filled date, p_tail uuid[], p_from date, p_to date, p_outlets uuid[], p_before timestamptz)
RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE v_entries uuid[]; v_late uuid[];
BEGIN
  IF p_from < p_filled THEN
    SELECT array_agg(e.id) INTO v_entries FROM journal_entries e
    WHERE e.tenant_id = p_tenant AND e.kind = 'SALE' AND e.business_date BETWEEN p_from AND least(p_to, p_filled - 1)
      AND (p_outlets IS NULL OR e.outlet_id = ANY (p_outlets)) AND (p_before IS NULL OR e.occurred_at < p_before);
  END IF;
  IF cardinality(p_tail) > 0 THEN
    SELECT array_agg(e.id) INTO v_late FROM unnest(p_tail) AS n(id)
    JOIN journal_entries e ON e.tenant_id = p_tenant AND e.id = n.id
    WHERE e.business_date BETWEEN greatest(p_from, p_filled) AND p_to
      AND (p_outlets IS NULL OR e.outlet_id = ANY (p_outlets)) AND (p_before IS NULL OR e.occurred_at < p_before);
  END IF;
  RETURN coalesce(v_entries, '{}') || coalesce(v_late, '{}');
END $$;

-- Sums of sales by a key, and with `p_dim` = 'outlet' of each day and outlet what all other sums must come to.
CREATE FUNCTION sales_sums(p_tenant uuid, p_zone text, p_by text, p_dim text, p_filled date, p_entries uuid[],
  p_from date, p_to date, p_outlets uuid[], p_before timestamptz)
RETURNS TABLE (key text, sums jsonb) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT
    CASE p_by
      WHEN 'total' THEN ''
      WHEN 'day' THEN f.business_date::text
      WHEN 'outlet' THEN f.outlet_id::text
      WHEN 'hour' THEN
        extract(hour FROM to_timestamp(f.key::bigint) AT TIME ZONE coalesce(x.time_zone, p_zone))::int::text
      ELSE f.key END,
    jsonb_build_object('orders', sum(f.order_count), 'milli', sum(f.milli), 'accounts', jsonb_build_object(
      'ORDERS', sum(f.orders), 'SALES', sum(f.sales), 'DISCOUNTS', sum(f.discounts),
      'TAX_INCLUDED', sum(f.tax_included), 'SERVICE', sum(f.service), 'TAX_PAYABLE', sum(f.tax_payable),
      'ROUNDING', sum(f.rounding), 'TIPS_PAYABLE', sum(f.tips_payable)))
  FROM (
    SELECT r.business_date, r.outlet_id, r.key, r.order_count, r.milli, r.orders, r.sales, r.discounts, r.tax_included,
      r.service, r.tax_payable, r.rounding, r.tips_payable
    FROM sales_rollups r
    WHERE r.tenant_id = p_tenant AND r.dim = p_dim AND r.business_date BETWEEN greatest(p_from, p_filled) AND p_to
      AND (p_outlets IS NULL OR r.outlet_id = ANY (p_outlets))
      AND (p_before IS NULL OR to_timestamp(r.key::bigint) + interval '1 hour' <= p_before)
    UNION ALL
    SELECT s.business_date, s.outlet_id, s.key, s.order_count, s.milli, s.orders, s.sales, s.discounts, s.tax_included,
      s.service, s.tax_payable, s.rounding, s.tips_payable
    FROM sales_facts(p_tenant, p_entries, ARRAY[p_dim]) s
  ) f JOIN outlets x ON x.tenant_id = p_tenant AND x.id = f.outlet_id
  GROUP BY 1;
END $$;

-- Sums by a key with their names, and of all where the rows don't add up to that. p: { by, from, to, outlets?[], before?, source? }; `by` is a report's group
-- or `total`, `before` goes with `total` alone, `source` 'journal' leaves the roll-ups aside.
CREATE FUNCTION read_sales_by(p_tenant uuid, p_zone text, p_filled date, p_tail uuid[], p jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_by text := p->>'by';
  v_from date := (p->>'from')::date;
  v_to date := (p->>'to')::date;
  v_before timestamptz := (p->>'before')::timestamptz;
  v_filled date := CASE WHEN p->>'source' = 'journal' THEN 'infinity' ELSE p_filled END;
  v_outlets uuid[];
  v_dim text := CASE WHEN v_before IS NOT NULL THEN 'hour' WHEN v_by IN ('day', 'total') THEN 'outlet' ELSE v_by END;
  v_entries uuid[];
  v_rows jsonb;
  v_total jsonb;
BEGIN
  IF jsonb_typeof(p->'outlets') = 'array' THEN
    v_outlets := ARRAY(SELECT jsonb_array_elements_text(p->'outlets')::uuid);
  END IF;
  -- Hours begin by the outlet's clock. Those rolled up under another clock, half an hour off this one, tell nothing here.
  IF v_dim = 'hour' AND v_filled <= v_to AND EXISTS (
    SELECT FROM sales_rollups r JOIN outlets x ON x.tenant_id = p_tenant AND x.id = r.outlet_id
    WHERE r.tenant_id = p_tenant AND r.dim = 'hour' AND r.business_date BETWEEN v_from AND v_to
      AND (v_outlets IS NULL OR r.outlet_id = ANY (v_outlets))
      AND extract(minute FROM to_timestamp(r.key::bigint) AT TIME ZONE coalesce(x.time_zone, p_zone)) <> 0
  ) THEN
    v_filled := 'infinity';
  END IF;
  v_entries := unrolled_sales(p_tenant, v_filled, p_tail, v_from, v_to, v_outlets, v_before);
  IF v_before IS NOT NULL AND v_filled <= v_to THEN
    -- Of the hour that `before` falls into, one by one.
    v_entries := v_entries || ARRAY(
      SELECT e.id FROM sales_rollups r
      JOIN journal_entries e ON e.tenant_id = p_tenant AND e.kind = 'SALE' AND e.business_date = r.business_date
        AND e.outlet_id = r.outlet_id AND e.occurred_at >= to_timestamp(r.key::bigint) AND e.occurred_at < v_before
      WHERE r.tenant_id = p_tenant AND r.dim = 'hour' AND r.business_date BETWEEN greatest(v_from, v_filled) AND v_to
        AND (v_outlets IS NULL OR r.outlet_id = ANY (v_outlets))
        AND to_timestamp(r.key::bigint) < v_before AND to_timestamp(r.key::bigint) + interval '1 hour' > v_before
        AND EXISTS (SELECT FROM sales_rolled_up c WHERE c.tenant_id = p_tenant AND c.entry_id = e.id));
  END IF;

  IF v_by <> 'total' THEN
    SELECT jsonb_agg(s.sums || jsonb_build_object('key', s.key, 'name', CASE v_by
      WHEN 'outlet' THEN (SELECT x.name FROM outlets x WHERE x.tenant_id = p_tenant AND x.id = s.key::uuid)
      WHEN 'cashier' THEN (SELECT x.name FROM memberships x WHERE x.tenant_id = p_tenant AND x.user_id = s.key::uuid)
      WHEN 'product' THEN (SELECT x.name FROM products x WHERE x.tenant_id = p_tenant AND x.id = s.key::uuid)
      WHEN 'category' THEN
        (SELECT x.name FROM categories x WHERE x.tenant_id = p_tenant AND x.id = nullif(s.key, '')::uuid)
      END)) INTO v_rows
    FROM sales_sums(p_tenant, p_zone, v_by, v_dim, v_filled, v_entries, v_from, v_to, v_outlets, NULL) s;
  END IF;
  -- Where each sale stands in one row, and wholly, the rows add up to it.
  IF v_by IN ('total', 'product', 'category', 'payment') THEN
    SELECT s.sums INTO v_total FROM sales_sums(p_tenant, p_zone, 'total',
      CASE WHEN v_before IS NULL THEN 'outlet' ELSE 'hour' END, v_filled, v_entries, v_from, v_to, v_outlets, v_before) s;
  END IF;
  RETURN jsonb_build_object('rows', coalesce(v_rows, '[]'), 'total', v_total);
END $$;

-- Of the sales of some business days, those posted when their day was over by its outlet's clock, by day. Days on which
-- nothing arrived so late are passed over by their roll-up.
CREATE FUNCTION read_late_sales(p_tenant uuid, p_zone text, p_cutoff time, p_filled date, p_tail uuid[], p jsonb)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_from date := (p->>'from')::date;
  v_to date := (p->>'to')::date;
  v_filled date := CASE WHEN p->>'source' = 'journal' THEN 'infinity' ELSE p_filled END;
  v_outlets uuid[];
  v_entries uuid[];
BEGIN
  IF jsonb_typeof(p->'outlets') = 'array' THEN
    v_outlets := ARRAY(SELECT jsonb_array_elements_text(p->'outlets')::uuid);
  END IF;
  v_entries := unrolled_sales(p_tenant, v_filled, p_tail, v_from, v_to, v_outlets, NULL);
  RETURN (
    WITH days AS (
      SELECT d.business_date, d.outlet_id,
        (d.business_date + 1 + p_cutoff) AT TIME ZONE coalesce(x.time_zone, p_zone) AS over_at
      FROM (
        SELECT r.business_date, r.outlet_id, r.last_arrived_at FROM sales_rollups r
        WHERE r.tenant_id = p_tenant AND r.dim = 'outlet' AND r.business_date BETWEEN greatest(v_from, v_filled) AND v_to
          AND (v_outlets IS NULL OR r.outlet_id = ANY (v_outlets))
        UNION ALL
        SELECT e.business_date, e.outlet_id, e.created_at FROM unnest(v_entries) AS n(id)
        JOIN journal_entries e ON e.tenant_id = p_tenant AND e.id = n.id
      ) d JOIN outlets x ON x.tenant_id = p_tenant AND x.id = d.outlet_id
      GROUP BY 1, 2, 3
      HAVING max(d.last_arrived_at) >= (d.business_date + 1 + p_cutoff) AT TIME ZONE coalesce(x.time_zone, p_zone)
    ), late AS (
      SELECT e.business_date::text AS date, count(*) AS orders, sum(o.total) AS total FROM days d
      JOIN journal_entries e ON e.tenant_id = p_tenant AND e.kind = 'SALE' AND e.business_date = d.business_date
        AND e.outlet_id = d.outlet_id AND e.created_at >= d.over_at
      JOIN orders o ON o.tenant_id = p_tenant AND o.id = e.order_id
      GROUP BY 1
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object('date', l.date, 'orders', l.orders, 'total', l.total) ORDER BY l.date),
      '[]') FROM late l);
END $$;

-- Sales flagged `late` that arrived in outlets, in each from an instant on. p: { since: [{ outletId, since }] }
CREATE FUNCTION read_late_arrivals(p_tenant uuid, p jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE v_earliest timestamptz := (
  SELECT min(x.since) FROM jsonb_to_recordset(p->'since') AS x(since timestamptz));
BEGIN
  RETURN (
    SELECT jsonb_build_object('orders', count(*), 'total', coalesce(sum(o.total), 0)) FROM orders o
    JOIN jsonb_to_recordset(p->'since') AS x("outletId" uuid, since timestamptz)
      ON x."outletId" = o.outlet_id AND o.created_at >= x.since
    -- The condition on the flags is the index's own.
    WHERE o.tenant_id = p_tenant AND o.created_at >= v_earliest AND o.flags <> '{}' AND 'late' = ANY (o.flags)
      AND o.status <> 'VOIDED');
END $$;

-- Several reads of sales, of one instant. p: { outletId?, reads: [{ by, … }] }, `by` as for read_sales_by, or `late`, or
-- `arrivals`; answers them in their order, or NULL where the tenant has no such outlet.
CREATE FUNCTION read_sales(p_tenant uuid, p jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_read jsonb;
  v_answers jsonb := '[]';
  v_zone text;
  v_cutoff time;
  v_seq bigint;
  v_filled date;
  v_tail uuid[] := '{}';
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  IF p->>'outletId' IS NOT NULL AND NOT EXISTS (
    SELECT FROM outlets x WHERE x.tenant_id = p_tenant AND x.id = (p->>'outletId')::uuid
  ) THEN
    RETURN NULL;
  END IF;
  SELECT t.data->>'timeZone', (t.data->>'businessDayCutoff')::time INTO v_zone, v_cutoff
  FROM tenant_settings t WHERE t.tenant_id = p_tenant;
  SELECT m.published_seq, m.filled_from INTO v_seq, v_filled FROM sales_rollup_marks m WHERE m.tenant_id = p_tenant;
  v_filled := coalesce(v_filled, 'infinity');
  IF v_filled < 'infinity' THEN
    SELECT coalesce(array_agg(e.id), '{}') INTO v_tail FROM (
      SELECT DISTINCT (o.data->>'orderId')::uuid AS order_id FROM (
        SELECT o.data, o.type FROM outbox o WHERE o.tenant_id = p_tenant AND o.published_seq > v_seq
        UNION ALL
        SELECT o.data, o.type FROM outbox o WHERE o.tenant_id = p_tenant AND o.published_seq IS NULL
      ) o WHERE o.type IN ('order.created', 'order.updated', 'order.voided')
    ) n
    JOIN journal_entries e ON e.tenant_id = p_tenant AND e.order_id = n.order_id AND e.kind = 'SALE'
    WHERE NOT EXISTS (SELECT FROM sales_rolled_up c WHERE c.tenant_id = p_tenant AND c.entry_id = e.id);
  END IF;
  FOR v_read IN SELECT r.read FROM jsonb_array_elements(p->'reads') WITH ORDINALITY AS r(read, place) ORDER BY r.place LOOP
    v_answers := v_answers || jsonb_build_array(CASE v_read->>'by'
      WHEN 'late' THEN read_late_sales(p_tenant, v_zone, v_cutoff, v_filled, v_tail, v_read)
      WHEN 'arrivals' THEN read_late_arrivals(p_tenant, v_read)
      ELSE read_sales_by(p_tenant, v_zone, v_filled, v_tail, v_read) END);
  END LOOP;
  RETURN v_answers;
END $$;

-- By what a business and its outlets, removed ones too, count their days. `p_outlets` NULL: all of them.
CREATE FUNCTION read_clocks(p_tenant uuid, p_outlets uuid[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  RETURN (
    SELECT jsonb_build_object('timeZone', t.data->>'timeZone', 'businessDayCutoff', t.data->>'businessDayCutoff',
      'outlets', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id,
          'timeZone', coalesce(x.time_zone, t.data->>'timeZone'))), '[]')
        FROM outlets x WHERE x.tenant_id = p_tenant AND (p_outlets IS NULL OR x.id = ANY (p_outlets))))
    FROM tenant_settings t WHERE t.tenant_id = p_tenant);
END $$;
