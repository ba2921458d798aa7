-- What is told twice need not be proved twice (ADR 0016): money and events of a recorded order are of the order's outlet and
-- of the shift that was just locked for it, so that the functions take both from there and not from the rows. For every
-- other writer a trigger looks, as it does for removed outlets.
CREATE FUNCTION meja_refer_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outlet_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM outlets o WHERE o.tenant_id = NEW.tenant_id AND o.id = NEW.outlet_id) THEN
    RAISE EXCEPTION '% names an outlet that the tenant has not', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION meja_refer_to_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM shifts s WHERE s.tenant_id = NEW.tenant_id AND s.id = NEW.shift_id) THEN
    RAISE EXCEPTION '% names a shift that the tenant has not', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  t text;
  k record;
BEGIN
  FOREACH t IN ARRAY ARRAY['payments', 'journal_entries', 'outbox'] LOOP
    FOR k IN SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = t::regclass
      AND confrelid IN ('outlets'::regclass, 'shifts'::regclass)
    LOOP
      EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', t, k.conname);
    END LOOP;
    EXECUTE format('CREATE TRIGGER refer_within BEFORE INSERT ON %I FOR EACH ROW '
      'WHEN (current_user <> ''meja_recorder'') EXECUTE FUNCTION meja_refer_within()', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['payments', 'journal_entries'] LOOP
    EXECUTE format('CREATE TRIGGER refer_to_shift BEFORE INSERT ON %I FOR EACH ROW '
      'WHEN (NEW.shift_id IS NOT NULL AND current_user <> ''meja_recorder'') EXECUTE FUNCTION meja_refer_to_shift()', t);
  END LOOP;
END $$;

-- No statement looks by these: an order's sale is found by `journal_entries_one_sale`, money by its order or shift, and
-- what was sold of a product in the roll-ups. Rows that they would have to be found for are never deleted.
DROP INDEX journal_entries_tenant_id_order_id_idx;
DROP INDEX payments_tenant_id_business_date_idx;
DROP INDEX order_items_tenant_id_product_id_idx;

DROP FUNCTION apply_payments(uuid[], uuid[], jsonb);
DROP FUNCTION apply_entries(uuid[], uuid[], jsonb, jsonb);
DROP FUNCTION apply_events(uuid[], int[], jsonb);

CREATE FUNCTION apply_payments(p_tenants uuid[], p_outlets uuid[], p_shifts uuid[], p_rows jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO payments (
    tenant_id, id, order_id, outlet_id, shift_id, method, amount, tip, tendered, change, rounding, reference,
    business_date, cashier_id, request_hash, paid_at, created_at)
  SELECT
    p_tenants[r.n], r.id, r.order_id, p_outlets[r.n], p_shifts[r.n], r.method, r.amount, r.tip, r.tendered, r.change,
    r.rounding, r.reference, r.business_date, r.cashier_id, r.request_hash, r.paid_at, r.created_at
  FROM jsonb_to_recordset(p_rows) AS r(
    n int, id uuid, order_id uuid, method text, amount bigint, tip bigint, tendered bigint,
    change bigint, rounding bigint, reference text, business_date date, cashier_id uuid, request_hash text,
    paid_at timestamptz, created_at timestamptz)
  WHERE p_tenants[r.n] IS NOT NULL;
END $$;

CREATE FUNCTION apply_entries(p_tenants uuid[], p_outlets uuid[], p_shifts uuid[], p_entries jsonb, p_lines jsonb)
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
    p_tenants[r.n], r.id, p_outlets[r.n], r.kind, r.order_id, r.payment_id, p_shifts[r.n],
    r.business_date, r.occurred_at, r.created_at, coalesce(r.accounts, '{}'), coalesce(r.amounts, '{}'), r.method
  FROM jsonb_to_recordset(v_entries) AS r(
    n int, id uuid, kind text, order_id uuid, payment_id uuid, business_date date,
    occurred_at timestamptz, created_at timestamptz, accounts text[], amounts bigint[], method text)
  WHERE p_tenants[r.n] IS NOT NULL;
END $$;

CREATE FUNCTION apply_events(p_tenants uuid[], p_outlets uuid[], p_numbers int[], p_rows jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at)
  SELECT p_tenants[e.n], e.id, p_outlets[e.n], e.type,
    CASE WHEN e.number_key IS NULL THEN e.data
      ELSE e.data || jsonb_build_object(e.number_key, p_numbers[e.n]::text) END, e.occurred_at
  FROM jsonb_to_recordset(p_rows) AS e(
    n int, id uuid, type text, data jsonb, number_key text, occurred_at timestamptz)
  WHERE p_tenants[e.n] IS NOT NULL;
END $$;

-- As before, but for the outlets.
CREATE OR REPLACE FUNCTION record_orders(p jsonb, p_bodies text)
RETURNS TABLE (outcome text, number int, status int, body text, request_hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_count int := jsonb_array_length(p->'changes');
  v_outcomes text[] := array_fill(NULL::text, ARRAY[v_count]);
  v_tenants uuid[] := array_fill(NULL::uuid, ARRAY[v_count]);
  v_shifts uuid[] := v_tenants;
  v_outlets uuid[] := v_tenants;
  v_numbers int[] := array_fill(NULL::int, ARRAY[v_count]);
  v_statuses int[] := v_numbers;
  v_known text[] := v_outcomes;
  v_hashes text[] := v_outcomes;
  v_tenant uuid;
  v_change record;
  v_found record;
  v_shift uuid;
  v_row jsonb;
  i int := 0;
BEGIN
  FOR v_change IN
    SELECT c.* FROM jsonb_to_recordset(p->'changes') AS c(
      tenant uuid, "order" uuid, "isNew" boolean, version int, menu bigint, outlet uuid, cashier uuid,
      "needsShift" boolean, key text)
  LOOP
    i := i + 1;
    v_tenant := v_change.tenant;
    IF v_change.key IS NOT NULL THEN
      IF NOT pg_try_advisory_xact_lock(hashtextextended(v_tenant::text || ':key:' || v_change.key, 0)) THEN
        v_outcomes[i] := 'in_progress'; CONTINUE;
      END IF;
      SELECT k.status, k.body, k.request_hash INTO v_found FROM idempotency_keys k
      WHERE k.tenant_id = v_tenant AND k.key = v_change.key;
      IF FOUND THEN
        v_outcomes[i] := 'replayed'; v_statuses[i] := v_found.status;
        v_known[i] := v_found.body; v_hashes[i] := v_found.request_hash; CONTINUE;
      END IF;
    END IF;

    IF v_change."isNew" THEN
      IF v_count = 1 THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(v_tenant::text || ':order:' || v_change."order"::text, 0));
      ELSIF NOT pg_try_advisory_xact_lock(hashtextextended(v_tenant::text || ':order:' || v_change."order"::text, 0)) THEN
        v_outcomes[i] := 'busy'; CONTINUE;
      END IF;
      SELECT o.number, o.request_hash INTO v_found FROM orders o
      WHERE o.tenant_id = v_tenant AND o.id = v_change."order";
      IF FOUND THEN
        v_outcomes[i] := 'exists'; v_numbers[i] := v_found.number; v_hashes[i] := v_found.request_hash; CONTINUE;
      END IF;
    END IF;

    IF v_change.menu IS NOT NULL AND NOT EXISTS (
      SELECT FROM catalog_versions c WHERE c.tenant_id = v_tenant AND c.version = v_change.menu
    ) THEN
      v_outcomes[i] := 'stale_menu'; CONTINUE;
    END IF;

    v_shift := NULL;
    IF v_change.outlet IS NOT NULL THEN
      -- The share lock makes a closing shift wait for this sale, or this sale see the shift closed: never neither.
      IF v_count = 1 THEN
        SELECT s.id INTO v_shift FROM shifts s
        WHERE s.tenant_id = v_tenant AND s.outlet_id = v_change.outlet AND s.cashier_id = v_change.cashier
          AND s.status = 'OPEN' FOR SHARE;
      ELSE
        SELECT s.id INTO v_shift FROM shifts s
        WHERE s.tenant_id = v_tenant AND s.outlet_id = v_change.outlet AND s.cashier_id = v_change.cashier
          AND s.status = 'OPEN' FOR SHARE SKIP LOCKED;
        IF v_shift IS NULL AND EXISTS (
          SELECT FROM shifts s WHERE s.tenant_id = v_tenant AND s.outlet_id = v_change.outlet
            AND s.cashier_id = v_change.cashier AND s.status = 'OPEN'
        ) THEN
          v_outcomes[i] := 'busy'; CONTINUE;
        END IF;
      END IF;
      IF v_shift IS NULL AND v_change."needsShift" THEN
        v_outcomes[i] := 'shift_not_open'; CONTINUE;
      END IF;
    END IF;

    IF NOT v_change."isNew" THEN
      SELECT e INTO v_row FROM jsonb_array_elements(p->'orderChanges') e WHERE (e->>'n')::int = i;
      v_numbers[i] := apply_order_change(v_tenant, v_shift, v_change.version, v_row->'row');
      IF v_numbers[i] IS NULL THEN
        v_outcomes[i] := 'version_conflict'; CONTINUE;
      END IF;
      v_outlets[i] := (SELECT o.outlet_id FROM orders o WHERE o.tenant_id = v_tenant AND o.id = v_change."order");
    END IF;
    v_outcomes[i] := CASE WHEN v_change."isNew" THEN 'created' ELSE 'changed' END;
    v_tenants[i] := v_tenant;
    v_shifts[i] := v_shift;
  END LOOP;

  IF num_nulls(VARIADIC v_tenants) < v_count THEN
    -- Money and events are of the order's own outlet, which its key judges, whatever else a row says.
    IF p ? 'orders' THEN
      FOR v_change IN SELECT r.n, r.outlet_id FROM jsonb_to_recordset(p->'orders') AS r(n int, outlet_id uuid) LOOP
        v_outlets[v_change.n] := v_change.outlet_id;
      END LOOP;
    END IF;
    IF p ? 'lines' THEN PERFORM apply_order_lines(v_tenants, p->'lines'); END IF;
    IF p ? 'lineChanges' THEN PERFORM apply_line_changes(v_tenants, p->'lineChanges'); END IF;
    IF p ? 'payments' THEN PERFORM apply_payments(v_tenants, v_outlets, v_shifts, p->'payments'); END IF;
    IF p ? 'entries' THEN
      PERFORM apply_entries(v_tenants, v_outlets, v_shifts, p->'entries', p->'entryLines');
    END IF;
    IF p ? 'orders' THEN
      v_numbers := take_order_numbers(v_tenants, p->'orders', v_numbers);
      PERFORM apply_orders(v_tenants, v_shifts, v_numbers, p->'orders');
    END IF;
    IF p ? 'tickets' THEN PERFORM apply_tickets(v_tenants, v_numbers, p->'tickets', p->'ticketItems'); END IF;
    PERFORM apply_events(v_tenants, v_outlets, v_numbers, p->'events');
    IF p ? 'orderChanges' THEN
      PERFORM kitchen_follow_order(v_tenants[(e->>'n')::int], e->'follow', (e->'row'->>'updated_at')::timestamptz)
      FROM jsonb_array_elements(p->'orderChanges') e
      WHERE v_tenants[(e->>'n')::int] IS NOT NULL AND e->'follow' <> 'null'::jsonb;
    END IF;
    IF p ? 'audits' THEN PERFORM apply_audits(v_tenants, p->'audits'); END IF;
    IF p ? 'answers' THEN
      PERFORM apply_answers(v_tenants, v_numbers, p->>'token', string_to_array(p_bodies, E'\x1e'), p->'answers');
    END IF;
  END IF;

  -- The caller holds the answers' texts already and puts the numbers in itself; only a replay carries one back.
  RETURN QUERY SELECT * FROM unnest(v_outcomes, v_numbers, v_statuses, v_known, v_hashes);
END $$;
