-- An entry of the journal carries its lines itself (ADR 0016): one row whose own check proves that it balances, where
-- there were a row, a key and a trigger for each line. What was posted before stays as it is, in `journal_lines_apart`;
-- `journal_lines` tells the lines of both and takes those that a process of the version before this one writes.
ALTER TABLE journal_entries ADD COLUMN accounts text[], ADD COLUMN amounts bigint[], ADD COLUMN method text;

-- Debits positive, credits negative. Both NULL: the entry's lines stand apart, where a trigger has proved them. Both empty: a
-- drawer was opened with nothing in it.
CREATE FUNCTION journal_balances(p_accounts text[], p_amounts bigint[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_sum bigint := 0;
  v_amount bigint;
BEGIN
  IF p_accounts IS NULL AND p_amounts IS NULL THEN RETURN true; END IF;
  IF p_accounts IS NULL OR p_amounts IS NULL OR cardinality(p_accounts) <> cardinality(p_amounts)
    OR array_position(p_accounts, NULL) IS NOT NULL THEN
    RETURN false;
  END IF;
  FOREACH v_amount IN ARRAY p_amounts LOOP v_sum := v_sum + v_amount; END LOOP;
  -- NULL where an amount was: that is no balance.
  RETURN coalesce(v_sum = 0, false);
END $$;
-- Of the rows that are there no one has lines of its own yet.
ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_balanced CHECK (journal_balances(accounts, amounts)) NOT VALID;

ALTER TABLE journal_lines RENAME TO journal_lines_apart;

-- Part of the statement around it. An entry has its lines in one of the two places.
CREATE FUNCTION journal_lines_of(e journal_entries) RETURNS TABLE (account text, amount bigint) LANGUAGE sql STABLE AS $$
  SELECT l.account, l.amount FROM unnest(e.accounts, e.amounts) AS l(account, amount)
  UNION ALL
  SELECT l.account, l.amount FROM journal_lines_apart l
  WHERE e.accounts IS NULL AND l.tenant_id = e.tenant_id AND l.entry_id = e.id
$$;

CREATE VIEW journal_lines WITH (security_invoker = true) AS
  SELECT l.tenant_id, l.entry_id, l.line_no, l.account, l.amount, l.method FROM journal_lines_apart l
  UNION ALL
  SELECT e.tenant_id, e.id, l.line_no::int, l.account, l.amount, e.method
  FROM journal_entries e CROSS JOIN LATERAL unnest(e.accounts, e.amounts) WITH ORDINALITY AS l(account, amount, line_no);
ALTER VIEW journal_lines ALTER COLUMN tenant_id
  SET DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid;
GRANT SELECT, INSERT ON journal_lines TO meja_app, meja_platform;
GRANT SELECT ON journal_lines TO meja_recorder;

-- The lines of one statement are put down together, since the balance of the whole is what is proved there.
CREATE FUNCTION meja_gather_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('meja.lines', coalesce(current_setting('meja.lines', true), '') || to_jsonb(NEW)::text || ',', true);
  RETURN NEW;
END $$;
CREATE FUNCTION meja_keep_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_lines jsonb := ('[' || rtrim(coalesce(current_setting('meja.lines', true), ''), ',') || ']')::jsonb;
BEGIN
  PERFORM set_config('meja.lines', '', true);
  INSERT INTO journal_lines_apart (tenant_id, entry_id, line_no, account, amount, method)
  SELECT l.tenant_id, l.entry_id, l.line_no, l.account, l.amount, l.method
  FROM jsonb_to_recordset(v_lines) AS l(
    tenant_id uuid, entry_id uuid, line_no int, account text, amount bigint, method text);
  RETURN NULL;
END $$;
CREATE TRIGGER gather INSTEAD OF INSERT ON journal_lines FOR EACH ROW EXECUTE FUNCTION meja_gather_lines();
CREATE TRIGGER keep AFTER INSERT ON journal_lines FOR EACH STATEMENT EXECUTE FUNCTION meja_keep_lines();
CREATE TRIGGER append_only INSTEAD OF UPDATE OR DELETE ON journal_lines
  FOR EACH ROW EXECUTE FUNCTION meja_refuse_change();

-- An entry brings its lines as `accounts` and `amounts`; rows of p_lines are those of the version before.
CREATE OR REPLACE FUNCTION apply_entries(p_tenants uuid[], p_shifts uuid[], p_entries jsonb, p_lines jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_entries jsonb := p_entries;
BEGIN
  IF p_lines IS NOT NULL THEN
    SELECT jsonb_agg(e.entry || coalesce((
      SELECT jsonb_build_object('accounts', jsonb_agg(l.account ORDER BY l.line_no),
        'amounts', jsonb_agg(l.amount ORDER BY l.line_no), 'method', max(l.method))
      FROM jsonb_to_recordset(p_lines) AS l(
        n int, entry_id uuid, line_no int, account text, amount bigint, method text)
      WHERE l.n = (e.entry->>'n')::int AND l.entry_id = (e.entry->>'id')::uuid HAVING count(*) > 0), '{}'))
    INTO v_entries FROM jsonb_array_elements(p_entries) AS e(entry);
  END IF;
  INSERT INTO journal_entries (
    tenant_id, id, outlet_id, kind, order_id, payment_id, shift_id, business_date, occurred_at, created_at, accounts,
    amounts, method)
  SELECT
    p_tenants[r.n], r.id, r.outlet_id, r.kind, r.order_id, r.payment_id, coalesce(r.shift_id, p_shifts[r.n]),
    r.business_date, r.occurred_at, r.created_at, coalesce(r.accounts, '{}'), coalesce(r.amounts, '{}'), r.method
  FROM jsonb_to_recordset(v_entries) AS r(
    n int, id uuid, outlet_id uuid, kind text, order_id uuid, payment_id uuid, shift_id uuid, business_date date,
    occurred_at timestamptz, created_at timestamptz, accounts text[], amounts bigint[], method text)
  WHERE p_tenants[r.n] IS NOT NULL;
END $$;

-- As before, by the lines wherever they are.
CREATE OR REPLACE FUNCTION sales_facts(p_tenant uuid, p_entries uuid[], p_dims text[])
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
        FROM journal_lines_of(e) l) l
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
