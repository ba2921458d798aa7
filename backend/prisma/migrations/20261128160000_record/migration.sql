-- Recording orders, many at once and of any tenants, is one call of `record_orders` (ADR 0006, 0014): rules are decided
-- by the caller, each module owns the function that writes its tables, every INSERT names its columns.
--
-- The functions named `apply_…` take the rows of one table for all changes of a call. `n` of a row is its change's place,
-- from 1; `p_tenants[n]` is the change's tenant, NULL where the change does not go through: its rows are left alone, and
-- no row says for itself whose it is. `write_order` stays for processes of the version before this one.

-- A snapshot needs no key: an item's category is where the sale counts, whatever became of the category since.
ALTER TABLE order_items DROP CONSTRAINT order_items_tenant_id_category_id_fkey;

-- Orders ------------------------------------------------------------------------------------------------------------

CREATE FUNCTION apply_order_lines(p_tenants uuid[], p_rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO order_items (
    tenant_id, id, order_id, position, product_id, variant_id, category_id, station_id, name, variant_name, unit,
    quantity_milli, unit_price, modifiers, tax_class, tax_definition, discount, note, seat, course, kitchen_status, gross,
    line_discount, order_discount, net, service, tax, tax_included, total, sent_at, voided_at, void_reason)
  SELECT
    p_tenants[r.n], r.id, r.order_id, r.position, r.product_id, r.variant_id, r.category_id, r.station_id, r.name,
    r.variant_name, r.unit, r.quantity_milli, r.unit_price, r.modifiers, r.tax_class, r.tax_definition, r.discount,
    r.note, r.seat, r.course, r.kitchen_status, r.gross, r.line_discount, r.order_discount, r.net, r.service, r.tax,
    r.tax_included, r.total, r.sent_at, r.voided_at, r.void_reason
  FROM jsonb_to_recordset(p_rows) AS r(
    n int, id uuid, order_id uuid, position int, product_id uuid, variant_id uuid, category_id uuid, station_id uuid,
    name text, variant_name text, unit text, quantity_milli bigint, unit_price bigint, modifiers jsonb, tax_class text,
    tax_definition jsonb, discount jsonb, note text, seat int, course int, kitchen_status text, gross bigint,
    line_discount bigint, order_discount bigint, net bigint, service bigint, tax bigint, tax_included bigint,
    total bigint, sent_at timestamptz, voided_at timestamptz, void_reason text)
  WHERE p_tenants[r.n] IS NOT NULL;

  -- The keys hold the stations' rows by now: whoever removes one waits for these lines, or is seen here to have been faster.
  PERFORM FROM jsonb_to_recordset(p_rows) AS r(n int, station_id uuid)
  WHERE r.station_id IS NOT NULL AND p_tenants[r.n] IS NOT NULL AND EXISTS (
    SELECT FROM stations s WHERE s.tenant_id = p_tenants[r.n] AND s.id = r.station_id AND s.deleted_at IS NOT NULL);
  IF FOUND THEN
    RAISE EXCEPTION 'a station is removed' USING ERRCODE = 'MJ001', TABLE = 'order_items';
  END IF;
END $$;

CREATE FUNCTION apply_line_changes(p_tenants uuid[], p_rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE order_items i SET
    position = r.position, variant_id = r.variant_id, variant_name = r.variant_name, name = r.name,
    category_id = r.category_id, station_id = r.station_id, unit = r.unit, quantity_milli = r.quantity_milli,
    unit_price = r.unit_price, modifiers = r.modifiers, tax_class = r.tax_class, tax_definition = r.tax_definition,
    discount = r.discount, note = r.note, seat = r.seat, course = r.course, kitchen_status = r.kitchen_status,
    gross = r.gross, line_discount = r.line_discount, order_discount = r.order_discount, net = r.net,
    service = r.service, tax = r.tax, tax_included = r.tax_included, total = r.total, sent_at = r.sent_at,
    voided_at = r.voided_at, void_reason = r.void_reason
  FROM jsonb_to_recordset(p_rows) AS r(
    n int, id uuid, order_id uuid, position int, variant_id uuid, category_id uuid, station_id uuid, name text,
    variant_name text, unit text, quantity_milli bigint, unit_price bigint, modifiers jsonb, tax_class text,
    tax_definition jsonb, discount jsonb, note text, seat int, course int, kitchen_status text, gross bigint,
    line_discount bigint, order_discount bigint, net bigint, service bigint, tax bigint, tax_included bigint,
    total bigint, sent_at timestamptz, voided_at timestamptz, void_reason text)
  WHERE i.tenant_id = p_tenants[r.n] AND i.id = r.id AND i.order_id = r.order_id;
END $$;

CREATE FUNCTION apply_payments(p_tenants uuid[], p_shifts uuid[], p_rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO payments (
    tenant_id, id, order_id, outlet_id, shift_id, method, amount, tip, tendered, change, rounding, reference,
    business_date, cashier_id, request_hash, paid_at, created_at)
  SELECT
    p_tenants[r.n], r.id, r.order_id, r.outlet_id, p_shifts[r.n], r.method, r.amount, r.tip, r.tendered, r.change,
    r.rounding, r.reference, r.business_date, r.cashier_id, r.request_hash, r.paid_at, r.created_at
  FROM jsonb_to_recordset(p_rows) AS r(
    n int, id uuid, order_id uuid, outlet_id uuid, method text, amount bigint, tip bigint, tendered bigint,
    change bigint, rounding bigint, reference text, business_date date, cashier_id uuid, request_hash text,
    paid_at timestamptz, created_at timestamptz)
  WHERE p_tenants[r.n] IS NOT NULL;
END $$;

-- Numbers of new orders, in the order of the call, without gap or double. The counters' rows are locked from here to the
-- commit, always in the same order: take them late.
CREATE FUNCTION take_order_numbers(p_tenants uuid[], p_rows jsonb, p_numbers int[]) RETURNS int[] LANGUAGE plpgsql AS $$
DECLARE
  v_numbers int[] := p_numbers;
  v_day record;
  v_last int;
  v_count int;
BEGIN
  FOR v_day IN
    SELECT p_tenants[r.n] AS tenant_id, r.outlet_id, r.business_date, array_agg(r.n ORDER BY r.n) AS places
    FROM jsonb_to_recordset(p_rows) AS r(n int, outlet_id uuid, business_date date)
    WHERE p_tenants[r.n] IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  LOOP
    v_count := cardinality(v_day.places);
    INSERT INTO order_counters AS c (tenant_id, outlet_id, business_date, last)
    VALUES (v_day.tenant_id, v_day.outlet_id, v_day.business_date, v_count)
    ON CONFLICT (tenant_id, outlet_id, business_date) DO UPDATE SET last = c.last + v_count
    RETURNING c.last INTO v_last;
    FOR k IN 1 .. v_count LOOP
      v_numbers[v_day.places[k]] := v_last - v_count + k;
    END LOOP;
  END LOOP;
  RETURN v_numbers;
END $$;

CREATE FUNCTION apply_orders(p_tenants uuid[], p_shifts uuid[], p_numbers int[], p_rows jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO orders (
    tenant_id, id, outlet_id, number, business_date, type, status, payment_status, table_name, queue_name, note,
    discount, subtotal, discount_total, service_charge, tax_total, tax_included_total, rounding, tip_total, total,
    paid_total, taxes, steps, pricing_settings, cashier_id, cashier_name, shift_id, flags, version, request_hash,
    occurred_at, submitted_at, completed_at, voided_at, void_reason, voided_by, created_at, updated_at, sale_entry_id)
  SELECT
    p_tenants[r.n], r.id, r.outlet_id, p_numbers[r.n], r.business_date, r.type, r.status, r.payment_status,
    r.table_name, r.queue_name, r.note, r.discount, r.subtotal, r.discount_total, r.service_charge, r.tax_total,
    r.tax_included_total, r.rounding, r.tip_total, r.total, r.paid_total, r.taxes, r.steps, r.pricing_settings,
    r.cashier_id, r.cashier_name, p_shifts[r.n], r.flags, r.version, r.request_hash, r.occurred_at, r.submitted_at,
    r.completed_at, r.voided_at, r.void_reason, r.voided_by, r.created_at, r.updated_at, r.sale_entry_id
  FROM jsonb_to_recordset(p_rows) AS r(
    n int, id uuid, outlet_id uuid, business_date date, type text, status text, payment_status text, table_name text,
    queue_name text, note text, discount jsonb, subtotal bigint, discount_total bigint, service_charge bigint,
    tax_total bigint, tax_included_total bigint, rounding bigint, tip_total bigint, total bigint, paid_total bigint,
    taxes jsonb, steps jsonb, pricing_settings jsonb, cashier_id uuid, cashier_name text, flags text[], version int,
    request_hash text, occurred_at timestamptz, submitted_at timestamptz, completed_at timestamptz,
    voided_at timestamptz, void_reason text, voided_by uuid, created_at timestamptz, updated_at timestamptz,
    sale_entry_id uuid)
  WHERE p_tenants[r.n] IS NOT NULL;

  -- The keys hold the outlets' rows by now: whoever removes one waits for this sale, or is seen here to have been faster.
  PERFORM FROM jsonb_to_recordset(p_rows) AS r(n int, outlet_id uuid)
  WHERE p_tenants[r.n] IS NOT NULL AND EXISTS (
    SELECT FROM outlets o WHERE o.tenant_id = p_tenants[r.n] AND o.id = r.outlet_id AND o.deleted_at IS NOT NULL);
  IF FOUND THEN
    RAISE EXCEPTION 'an outlet is removed' USING ERRCODE = 'MJ001', TABLE = 'orders';
  END IF;
END $$;

-- An order that changes: its number, or NULL where it is not of the version that was read any more.
CREATE FUNCTION apply_order_change(p_tenant uuid, p_shift uuid, p_version int, p_row jsonb)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_number int;
BEGIN
  UPDATE orders o SET
    type = r.type, status = r.status, payment_status = r.payment_status, table_name = r.table_name,
    queue_name = r.queue_name, note = r.note, discount = r.discount, subtotal = r.subtotal,
    discount_total = r.discount_total, service_charge = r.service_charge, tax_total = r.tax_total,
    tax_included_total = r.tax_included_total, rounding = r.rounding, tip_total = r.tip_total, total = r.total,
    paid_total = r.paid_total, taxes = r.taxes, steps = r.steps, pricing_settings = r.pricing_settings,
    shift_id = coalesce(o.shift_id, p_shift), flags = r.flags, submitted_at = r.submitted_at,
    completed_at = r.completed_at, voided_at = r.voided_at, void_reason = r.void_reason, voided_by = r.voided_by,
    sale_entry_id = coalesce(o.sale_entry_id, r.sale_entry_id), updated_at = r.updated_at, version = o.version + 1
  FROM jsonb_to_record(p_row) AS r(
    id uuid, type text, status text, payment_status text, table_name text, queue_name text, note text, discount jsonb,
    subtotal bigint, discount_total bigint, service_charge bigint, tax_total bigint, tax_included_total bigint,
    rounding bigint, tip_total bigint, total bigint, paid_total bigint, taxes jsonb, steps jsonb,
    pricing_settings jsonb, flags text[], submitted_at timestamptz, completed_at timestamptz, voided_at timestamptz,
    void_reason text, voided_by uuid, sale_entry_id uuid, updated_at timestamptz)
  WHERE o.tenant_id = p_tenant AND o.id = r.id AND o.version = p_version
  RETURNING o.number INTO v_number;
  RETURN v_number;
END $$;

-- Ledger ------------------------------------------------------------------------------------------------------------

CREATE FUNCTION apply_entries(p_tenants uuid[], p_shifts uuid[], p_entries jsonb, p_lines jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO journal_entries (
    tenant_id, id, outlet_id, kind, order_id, payment_id, shift_id, business_date, occurred_at, created_at)
  SELECT
    p_tenants[r.n], r.id, r.outlet_id, r.kind, r.order_id, r.payment_id, coalesce(r.shift_id, p_shifts[r.n]),
    r.business_date, r.occurred_at, r.created_at
  FROM jsonb_to_recordset(p_entries) AS r(
    n int, id uuid, outlet_id uuid, kind text, order_id uuid, payment_id uuid, shift_id uuid, business_date date,
    occurred_at timestamptz, created_at timestamptz)
  WHERE p_tenants[r.n] IS NOT NULL;
  INSERT INTO journal_lines (tenant_id, entry_id, line_no, account, amount, method)
  SELECT p_tenants[r.n], r.entry_id, r.line_no, r.account, r.amount, r.method
  FROM jsonb_to_recordset(p_lines) AS r(
    n int, entry_id uuid, line_no int, account text, amount bigint, method text)
  WHERE p_tenants[r.n] IS NOT NULL;
END $$;

-- Events ------------------------------------------------------------------------------------------------------------

-- `number_key` names where in an event's data the order's number belongs, where the caller did not know it yet.
CREATE FUNCTION apply_events(p_tenants uuid[], p_numbers int[], p_rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at)
  SELECT p_tenants[e.n], e.id, e.outlet_id, e.type,
    CASE WHEN e.number_key IS NULL THEN e.data
      ELSE e.data || jsonb_build_object(e.number_key, p_numbers[e.n]::text) END, e.occurred_at
  FROM jsonb_to_recordset(p_rows) AS e(
    n int, id uuid, outlet_id uuid, type text, data jsonb, number_key text, occurred_at timestamptz)
  WHERE p_tenants[e.n] IS NOT NULL;
END $$;

-- Audit -------------------------------------------------------------------------------------------------------------

-- As before, with the columns named.
CREATE OR REPLACE FUNCTION audit_append(p jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  r audit_log := jsonb_populate_record(NULL::audit_log, p);
  v_prev text;
BEGIN
  INSERT INTO audit_heads AS h (tenant_id, seq, hash) VALUES (r.tenant_id, 0, repeat('0', 64))
  ON CONFLICT (tenant_id) DO UPDATE SET seq = h.seq RETURNING seq, hash INTO r.seq, v_prev;
  r.seq := r.seq + 1;
  r.prev_hash := v_prev;
  r.hash := audit_digest(r);
  INSERT INTO audit_log (
    tenant_id, seq, id, action, actor_id, actor_name, ip, user_agent, entity, entity_id, before, after, occurred_at,
    prev_hash, hash, outlet_id)
  VALUES (
    r.tenant_id, r.seq, r.id, r.action, r.actor_id, r.actor_name, r.ip, r.user_agent, r.entity, r.entity_id, r.before,
    r.after, r.occurred_at, r.prev_hash, r.hash, r.outlet_id);
  UPDATE audit_heads SET seq = r.seq, hash = r.hash WHERE tenant_id = r.tenant_id;
  RETURN r.seq;
END $$;

-- One after the other, since each row carries the hash of the one before it; tenants always in the same order.
CREATE FUNCTION apply_audits(p_tenants uuid[], p_rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM audit_append(a.row || jsonb_build_object('tenant_id', a.tenant_id))
  FROM (
    SELECT e.row, p_tenants[(e.row->>'n')::int] AS tenant_id
    FROM jsonb_array_elements(p_rows) WITH ORDINALITY AS e(row, place)
    WHERE p_tenants[(e.row->>'n')::int] IS NOT NULL
    ORDER BY 2, e.place) a;
END $$;

-- Answers that are kept under their keys ----------------------------------------------------------------------------

CREATE FUNCTION apply_answers(p_tenants uuid[], p_numbers int[], p_token text, p_bodies text[], p_rows jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO idempotency_keys (tenant_id, key, method, path, request_hash, status, body)
  SELECT p_tenants[r.n], r.key, r.method, r.path, r.request_hash, r.status,
    replace(p_bodies[r.n], p_token, p_numbers[r.n]::text)
  FROM jsonb_to_recordset(p_rows) AS r(n int, key text, method text, path text, request_hash text, status int)
  WHERE p_tenants[r.n] IS NOT NULL;
END $$;

-- All of it ---------------------------------------------------------------------------------------------------------

-- p: { token, changes: [{ tenant, order, isNew, version, menu, outlet, cashier, needsShift, key }],
--      then, each only where there are rows, [{ n, … in the tables' own column names }]:
--      lines, lineChanges, payments, entries, entryLines, orders, tickets, ticketItems, events, audits, answers;
--      orderChanges: [{ n, row, follow? }] }
-- p_bodies: the answers to keep, by change, joined by U+001E; `token` stands in them wherever a new order's number will.
-- `outlet` and `cashier` of a change name the shift that its money belongs to; both NULL where none is asked for.
-- A row per change, in their order. outcome: created | changed | replayed | in_progress | exists | stale_menu |
-- shift_not_open | version_conflict, and for one of several `busy`: it would have to wait for somebody, and is to be tried
-- alone. Only what must be decided while the rows are locked is decided here: was this answered before, is the menu still
-- the one it was priced from, is the shift still open, has the order changed meanwhile.
CREATE FUNCTION record_orders(p jsonb, p_bodies text)
RETURNS TABLE (outcome text, number int, status int, body text, request_hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_count int := jsonb_array_length(p->'changes');
  v_outcomes text[] := array_fill(NULL::text, ARRAY[v_count]);
  v_tenants uuid[] := array_fill(NULL::uuid, ARRAY[v_count]);
  v_shifts uuid[] := array_fill(NULL::uuid, ARRAY[v_count]);
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
    END IF;
    v_outcomes[i] := CASE WHEN v_change."isNew" THEN 'created' ELSE 'changed' END;
    v_tenants[i] := v_tenant;
    v_shifts[i] := v_shift;
  END LOOP;

  IF num_nulls(VARIADIC v_tenants) < v_count THEN
    IF p ? 'lines' THEN PERFORM apply_order_lines(v_tenants, p->'lines'); END IF;
    IF p ? 'lineChanges' THEN PERFORM apply_line_changes(v_tenants, p->'lineChanges'); END IF;
    IF p ? 'payments' THEN PERFORM apply_payments(v_tenants, v_shifts, p->'payments'); END IF;
    IF p ? 'entries' THEN PERFORM apply_entries(v_tenants, v_shifts, p->'entries', p->'entryLines'); END IF;
    IF p ? 'orders' THEN
      v_numbers := take_order_numbers(v_tenants, p->'orders', v_numbers);
      PERFORM apply_orders(v_tenants, v_shifts, v_numbers, p->'orders');
    END IF;
    IF p ? 'tickets' THEN PERFORM apply_tickets(v_tenants, v_numbers, p->'tickets', p->'ticketItems'); END IF;
    PERFORM apply_events(v_tenants, v_numbers, p->'events');
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

-- Orders of many tenants go in one call, which no tenant's policy can let through. It runs as a role that may do only
-- what it takes, on these tables, and that nobody can connect as; whose a row is, is said once per change by the caller,
-- and the composite keys judge every reference. That role has looked for removed outlets itself; for all others the
-- triggers look.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['orders', 'order_items', 'order_counters', 'payments', 'shifts', 'journal_entries',
                           'journal_lines', 'kitchen_tickets', 'kitchen_ticket_items', 'outbox', 'audit_log',
                           'audit_heads', 'idempotency_keys', 'catalog_versions', 'outlets', 'stations'] LOOP
    EXECUTE format('CREATE POLICY recorder ON %I TO meja_recorder USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO meja_recorder', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['orders', 'order_items', 'order_counters', 'payments', 'journal_entries', 'journal_lines',
                           'kitchen_tickets', 'kitchen_ticket_items', 'outbox', 'audit_log', 'audit_heads',
                           'idempotency_keys'] LOOP
    EXECUTE format('GRANT INSERT ON %I TO meja_recorder', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['orders', 'order_items', 'order_counters', 'kitchen_tickets', 'kitchen_ticket_items',
                           'audit_heads'] LOOP
    EXECUTE format('GRANT UPDATE ON %I TO meja_recorder', t);
  END LOOP;
END $$;
-- To lock a row takes the right to change it; nothing changes a shift's id.
GRANT UPDATE (id) ON shifts TO meja_recorder;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO meja_recorder;

DROP TRIGGER begin_in_living_outlet ON orders;
CREATE TRIGGER begin_in_living_outlet BEFORE INSERT ON orders
  FOR EACH ROW WHEN (current_user <> 'meja_recorder') EXECUTE FUNCTION meja_begin_in_living_outlet();
DROP TRIGGER send_to_living_stations ON order_items;
CREATE TRIGGER send_to_living_stations AFTER INSERT ON order_items
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT WHEN (current_user <> 'meja_recorder')
  EXECUTE FUNCTION meja_send_to_living_stations();

GRANT CREATE ON SCHEMA public TO meja_recorder;
ALTER FUNCTION record_orders(jsonb, text) OWNER TO meja_recorder;
REVOKE CREATE ON SCHEMA public FROM meja_recorder;
REVOKE EXECUTE ON FUNCTION record_orders(jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record_orders(jsonb, text) TO meja_app;
