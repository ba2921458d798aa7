-- Sales rolled up (REP-06, ADR 0012): what reports add up is kept added up, by outlet, business day and each of what
-- they are grouped by. Nothing is filled here: a tenant without a mark is read from its journal, and the worker fills.

-- Amounts are balances of the journal's accounts of the same names: debits positive, credits negative.
-- `dim` is what `key` tells: outlet (nothing more), hour (epoch of the local hour's beginning), cashier, orderType,
-- product, category, payment.
CREATE TABLE "sales_rollups" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "dim" TEXT NOT NULL,
    "business_date" DATE NOT NULL,
    "outlet_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "order_count" BIGINT NOT NULL,
    "milli" BIGINT NOT NULL,
    "orders" BIGINT NOT NULL,
    "sales" BIGINT NOT NULL,
    "discounts" BIGINT NOT NULL,
    "tax_included" BIGINT NOT NULL,
    "service" BIGINT NOT NULL,
    "tax_payable" BIGINT NOT NULL,
    "rounding" BIGINT NOT NULL,
    "tips_payable" BIGINT NOT NULL,
    "last_arrived_at" TIMESTAMPTZ(3),

    CONSTRAINT "sales_rollups_pkey" PRIMARY KEY ("tenant_id","dim","business_date","outlet_id","key")
);
SELECT meja_secure_table('sales_rollups');
ALTER TABLE sales_rollups ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
-- The running day's rows change with each batch: room beside them keeps the change on their page and out of the index.
ALTER TABLE sales_rollups SET (fillfactor = 75);

-- Which entries of the journal are in the roll-ups: each once, however often its order is heard of.
CREATE TABLE "sales_rolled_up" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "entry_id" UUID NOT NULL,

    CONSTRAINT "sales_rolled_up_pkey" PRIMARY KEY ("tenant_id","entry_id")
);
SELECT meja_secure_table('sales_rolled_up');

-- How far: every sale of a business day from `filled_from` on is rolled up, or its order is named by an event of the
-- outbox after `published_seq` or without a number yet. Sales of earlier days are read from the journal.
CREATE TABLE "sales_rollup_marks" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "published_seq" BIGINT NOT NULL,
    "filled_from" DATE NOT NULL,

    CONSTRAINT "sales_rollup_marks_pkey" PRIMARY KEY ("tenant_id")
);
SELECT meja_secure_table('sales_rollup_marks');
ALTER TABLE sales_rollup_marks ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);

-- The business's clock, for outlets without one of their own.
CREATE FUNCTION sales_zone(p_tenant uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT t.data->>'timeZone' FROM tenant_settings t WHERE t.tenant_id = p_tenant);
END $$;

-- What sales come to, given their entries, as rows of `sales_rollups`: the one place that says how a sale counts. Reports
-- over the journal, what is not rolled up yet and the roll-ups themselves are all made of it.
CREATE FUNCTION sales_facts(p_tenant uuid, p_entries uuid[], p_dims text[])
RETURNS TABLE (dim text, business_date date, outlet_id uuid, key text, order_count bigint, milli bigint, orders bigint,
  sales bigint, discounts bigint, tax_included bigint, service bigint, tax_payable bigint, rounding bigint,
  tips_payable bigint, last_arrived_at timestamptz) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE v_zone text;
BEGIN
  IF coalesce(cardinality(p_entries), 0) = 0 THEN RETURN; END IF;

  IF p_dims && ARRAY['outlet', 'hour', 'cashier', 'orderType'] THEN
    v_zone := sales_zone(p_tenant);
    -- A sale's entry carries the order's own instant and day, however late it was paid.
    RETURN QUERY
    WITH sold AS (
      SELECT e.outlet_id, e.business_date, e.occurred_at, e.created_at, o.cashier_id, o.type, i.milli, l.*,
        e.occurred_at AT TIME ZONE coalesce(x.time_zone, v_zone) AS local_at
      FROM unnest(p_entries) AS n(id)
      JOIN journal_entries e ON e.tenant_id = p_tenant AND e.id = n.id
      JOIN outlets x ON x.tenant_id = p_tenant AND x.id = e.outlet_id
      JOIN orders o ON o.tenant_id = p_tenant AND o.id = e.order_id
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(l.amount) FILTER (WHERE l.account = 'ORDERS'), 0) AS orders,
          coalesce(sum(l.amount) FILTER (WHERE l.account = 'SALES'), 0) AS sales,
          coalesce(sum(l.amount) FILTER (WHERE l.account = 'DISCOUNTS'), 0) AS discounts,
          coalesce(sum(l.amount) FILTER (WHERE l.account = 'TAX_INCLUDED'), 0) AS tax_included,
          coalesce(sum(l.amount) FILTER (WHERE l.account = 'SERVICE'), 0) AS service,
          coalesce(sum(l.amount) FILTER (WHERE l.account = 'TAX_PAYABLE'), 0) AS tax_payable,
          coalesce(sum(l.amount) FILTER (WHERE l.account = 'ROUNDING'), 0) AS rounding,
          coalesce(sum(l.amount) FILTER (WHERE l.account = 'TIPS_PAYABLE'), 0) AS tips_payable
        FROM journal_lines l WHERE l.tenant_id = p_tenant AND l.entry_id = e.id) l
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(i.quantity_milli), 0) AS milli FROM order_items i
        WHERE i.tenant_id = p_tenant AND i.order_id = e.order_id AND i.voided_at IS NULL) i
    )
    SELECT d.dim, s.business_date, s.outlet_id, d.key, count(*), sum(s.milli)::bigint, sum(s.orders)::bigint,
      sum(s.sales)::bigint, sum(s.discounts)::bigint, sum(s.tax_included)::bigint, sum(s.service)::bigint,
      sum(s.tax_payable)::bigint, sum(s.rounding)::bigint, sum(s.tips_payable)::bigint,
      max(s.created_at) FILTER (WHERE d.dim = 'outlet')
    FROM sold s CROSS JOIN LATERAL (VALUES
      ('outlet', ''),
      ('hour', extract(epoch FROM s.occurred_at - (s.local_at - date_trunc('hour', s.local_at)))::bigint::text),
      ('cashier', s.cashier_id::text),
      ('orderType', s.type)) AS d(dim, key)
    WHERE d.dim = ANY (p_dims) GROUP BY 1, 2, 3, 4;
  END IF;

  -- What each item was allotted of its order's amounts. Rounding and tips belong to the bill alone.
  IF p_dims && ARRAY['product', 'category'] THEN
    RETURN QUERY
    SELECT d.dim, e.business_date, e.outlet_id, d.key, count(DISTINCT e.order_id), sum(i.quantity_milli)::bigint,
      sum(i.total)::bigint, -sum(i.gross)::bigint, sum(i.line_discount + i.order_discount)::bigint,
      sum(i.tax_included)::bigint, -sum(i.service)::bigint, -sum(i.tax)::bigint, 0::bigint, 0::bigint,
      NULL::timestamptz
    FROM unnest(p_entries) AS n(id)
    JOIN journal_entries e ON e.tenant_id = p_tenant AND e.id = n.id
    JOIN order_items i ON i.tenant_id = p_tenant AND i.order_id = e.order_id AND i.voided_at IS NULL
    CROSS JOIN LATERAL (VALUES
      ('product', i.product_id::text), ('category', coalesce(i.category_id::text, ''))) AS d(dim, key)
    WHERE d.dim = ANY (p_dims) GROUP BY 1, 2, 3, 4;
  END IF;

  -- What was paid, its tip and its rounding are each payment's own; the rest of a bill paid in several ways is shared
  -- out by what was paid in each, so that the shares add up to it, and its items count where most was paid.
  IF 'payment' = ANY (p_dims) THEN
    RETURN QUERY
    WITH paid AS (
      SELECT e.order_id, e.business_date, e.outlet_id, coalesce(p.method, 'none') AS key,
        coalesce(sum(p.amount), 0) AS amount, coalesce(sum(p.tip), 0) AS tip,
        coalesce(sum(p.rounding), 0) AS rounding
      FROM unnest(p_entries) AS n(id)
      JOIN journal_entries e ON e.tenant_id = p_tenant AND e.id = n.id
      LEFT JOIN payments p ON p.tenant_id = p_tenant AND p.order_id = e.order_id GROUP BY 1, 2, 3, 4
    ), placed AS (
      SELECT d.*, d.amount - d.rounding AS base,
        row_number() OVER (PARTITION BY d.order_id ORDER BY d.amount DESC, d.key) AS place FROM paid d
    ), weighed AS (
      SELECT w.*, sum(base) OVER (PARTITION BY order_id) AS whole,
        sum(base) OVER (PARTITION BY order_id ORDER BY place) AS upto FROM placed w
    ), shared AS (
      SELECT w.*, sum(s.part) FILTER (WHERE s.of = 1) AS discount, sum(s.part) FILTER (WHERE s.of = 2) AS service,
        sum(s.part) FILTER (WHERE s.of = 3) AS tax, sum(s.part) FILTER (WHERE s.of = 4) AS tax_included,
        CASE WHEN w.place = 1 THEN (
          SELECT sum(i.quantity_milli) FROM order_items i
          WHERE i.tenant_id = p_tenant AND i.order_id = w.order_id AND i.voided_at IS NULL) END AS milli
      FROM weighed w JOIN orders o ON o.tenant_id = p_tenant AND o.id = w.order_id
      CROSS JOIN LATERAL (
        SELECT a.of, CASE
          WHEN w.whole = 0 THEN CASE WHEN w.place = 1 THEN a.amount ELSE 0 END
          ELSE div(a.amount::numeric * w.upto, w.whole) - div(a.amount::numeric * (w.upto - w.base), w.whole) END AS part
        FROM (VALUES (1, o.discount_total), (2, o.service_charge), (3, o.tax_total), (4, o.tax_included_total))
          AS a(of, amount)) s
      GROUP BY w.order_id, w.business_date, w.outlet_id, w.key, w.amount, w.tip, w.rounding, w.base, w.place, w.whole,
        w.upto
    )
    SELECT 'payment'::text, s.business_date, s.outlet_id, s.key, count(*), coalesce(sum(s.milli), 0)::bigint,
      sum(s.amount + s.tip)::bigint,
      -sum(s.base + s.discount - s.service - s.tax + s.tax_included)::bigint, sum(s.discount)::bigint,
      sum(s.tax_included)::bigint, -sum(s.service)::bigint, -sum(s.tax)::bigint, -sum(s.rounding)::bigint,
      -sum(s.tip)::bigint, NULL::timestamptz
    FROM shared s GROUP BY 2, 3, 4;
  END IF;
END $$;

-- Adds entries to the roll-ups, unless they are in them; answers how many were added. The mark's row is locked.
CREATE FUNCTION add_to_sales_rollups(p_tenant uuid, p_entries uuid[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_new uuid[];
BEGIN
  WITH claimed AS (
    INSERT INTO sales_rolled_up (tenant_id, entry_id) SELECT p_tenant, n.id FROM unnest(p_entries) AS n(id)
    ON CONFLICT DO NOTHING RETURNING entry_id
  ) SELECT array_agg(c.entry_id) INTO v_new FROM claimed c;
  INSERT INTO sales_rollups AS r (
    tenant_id, dim, business_date, outlet_id, key, order_count, milli, orders, sales, discounts, tax_included, service,
    tax_payable, rounding, tips_payable, last_arrived_at)
  SELECT p_tenant, f.dim, f.business_date, f.outlet_id, f.key, f.order_count, f.milli, f.orders, f.sales, f.discounts,
    f.tax_included, f.service, f.tax_payable, f.rounding, f.tips_payable, f.last_arrived_at
  FROM sales_facts(p_tenant, v_new,
    ARRAY['outlet', 'hour', 'cashier', 'orderType', 'product', 'category', 'payment']) f
  ON CONFLICT (tenant_id, dim, business_date, outlet_id, key) DO UPDATE SET
    order_count = r.order_count + excluded.order_count, milli = r.milli + excluded.milli,
    orders = r.orders + excluded.orders, sales = r.sales + excluded.sales,
    discounts = r.discounts + excluded.discounts, tax_included = r.tax_included + excluded.tax_included,
    service = r.service + excluded.service, tax_payable = r.tax_payable + excluded.tax_payable,
    rounding = r.rounding + excluded.rounding, tips_payable = r.tips_payable + excluded.tips_payable,
    last_arrived_at = greatest(r.last_arrived_at, excluded.last_arrived_at);
  RETURN coalesce(cardinality(v_new), 0);
END $$;

-- The tenant's mark, locked until the transaction ends, so that who moves it takes turns; the first call writes it.
CREATE FUNCTION lock_sales_rollup_mark(p_tenant uuid) RETURNS sales_rollup_marks LANGUAGE plpgsql AS $$
DECLARE v_mark sales_rollup_marks;
BEGIN
  SELECT m.* INTO v_mark FROM sales_rollup_marks m WHERE m.tenant_id = p_tenant FOR UPDATE;
  IF NOT FOUND THEN
    -- What happened until now is found by filling.
    INSERT INTO sales_rollup_marks (tenant_id, published_seq, filled_from)
    SELECT p_tenant, coalesce(max(o.published_seq), 0), 'infinity' FROM outbox o WHERE o.tenant_id = p_tenant
    ON CONFLICT DO NOTHING;
    SELECT m.* INTO STRICT v_mark FROM sales_rollup_marks m WHERE m.tenant_id = p_tenant FOR UPDATE;
  END IF;
  RETURN v_mark;
END $$;

-- Takes up to `p_limit` events after the mark; those of orders that were sold since then are rolled up. Events are
-- numbered after their commit, so that none can appear before the mark later.
CREATE FUNCTION follow_sales(p_tenant uuid, p_limit int, OUT events int, OUT sales int, OUT is_filled boolean)
LANGUAGE plpgsql AS $$
DECLARE v_mark sales_rollup_marks; v_last bigint; v_entries uuid[];
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  v_mark := lock_sales_rollup_mark(p_tenant);
  SELECT count(*), max(o.published_seq),
    array_agg(DISTINCT (o.data->>'orderId')::uuid) FILTER (WHERE o.type IN ('order.created', 'order.updated', 'order.voided'))
  INTO events, v_last, v_entries
  FROM (SELECT o.published_seq, o.type, o.data FROM outbox o
        WHERE o.tenant_id = p_tenant AND o.published_seq > v_mark.published_seq
        ORDER BY o.published_seq LIMIT p_limit) o;
  SELECT array_agg(e.id) INTO v_entries FROM unnest(v_entries) AS n(order_id)
  JOIN journal_entries e ON e.tenant_id = p_tenant AND e.order_id = n.order_id AND e.kind = 'SALE'
  WHERE e.business_date >= v_mark.filled_from;
  sales := add_to_sales_rollups(p_tenant, v_entries);
  UPDATE sales_rollup_marks m SET published_seq = v_last WHERE m.tenant_id = p_tenant AND v_last > m.published_seq;
  is_filled := v_mark.filled_from = '-infinity';
END $$;

-- Fills one step further into the past: whole business days with some `p_limit` sales. False once nothing is left.
CREATE FUNCTION fill_sales_rollups(p_tenant uuid, p_limit int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_mark sales_rollup_marks; v_from date; v_entries uuid[];
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  v_mark := lock_sales_rollup_mark(p_tenant);
  IF v_mark.filled_from = '-infinity' THEN RETURN false; END IF;
  SELECT min(d.business_date) INTO v_from FROM (
    SELECT e.business_date FROM journal_entries e
    WHERE e.tenant_id = p_tenant AND e.kind = 'SALE' AND e.business_date < v_mark.filled_from
    ORDER BY e.business_date DESC LIMIT p_limit) d;
  SELECT array_agg(e.id) INTO v_entries FROM journal_entries e
  WHERE e.tenant_id = p_tenant AND e.kind = 'SALE' AND e.business_date >= v_from
    AND e.business_date < v_mark.filled_from;
  PERFORM add_to_sales_rollups(p_tenant, v_entries);
  UPDATE sales_rollup_marks m SET filled_from = coalesce(v_from, '-infinity') WHERE m.tenant_id = p_tenant;
  RETURN v_from IS NOT NULL;
END $$;

-- Forgets a tenant's roll-ups; until they are filled again its sales are read from the journal.
CREATE FUNCTION reset_sales_rollups(p_tenant uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  PERFORM lock_sales_rollup_mark(p_tenant);
  DELETE FROM sales_rollups r WHERE r.tenant_id = p_tenant;
  DELETE FROM sales_rolled_up c WHERE c.tenant_id = p_tenant;
  UPDATE sales_rollup_marks m SET filled_from = 'infinity' WHERE m.tenant_id = p_tenant;
END $$;
