-- An event of a recorded order is written once (ADR 0024): it brings its number with it, where it used to be inserted and
-- then numbered by an UPDATE that wrote the row and its indexes again. What commits out of the order of its number must
-- not be read too early: the relay's mark says up to which number nothing can appear any more.
--
-- `published_seq`: that mark; NULL until a relay of this version has worked. `numbered_until`: as long as such a relay works,
-- a little ahead; without one events go without a number as before, and whichever relay comes numbers them.
ALTER TABLE outbox_relay ADD COLUMN published_seq bigint, ADD COLUMN numbered_until timestamptz(3);
GRANT SELECT (published_seq, numbered_until) ON outbox_relay TO meja_app;
GRANT SELECT (numbered_until) ON outbox_relay TO meja_recorder;
GRANT SELECT ON SEQUENCE outbox_published TO meja_platform, meja_recorder;

-- Up to here events may be read in the order of their numbers. While no relay of this version works a row has its number
-- from one that numbers what is committed: all that has one may be read.
CREATE FUNCTION outbox_horizon() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN r.numbered_until > clock_timestamp() THEN r.published_seq ELSE 9223372036854775807 END
  FROM outbox_relay r
$$;

-- As before; where a relay of this version works, with their numbers. What draws numbers holds a shared lock that names a
-- number before them until it is committed, so call it last: nothing may be waited for any more. Two seconds before a
-- relay's time is over it is too late to begin: readers trust the mark to the end of it.
CREATE OR REPLACE FUNCTION apply_events(p_tenants uuid[], p_outlets uuid[], p_numbers int[], p_rows jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  -- What was told of these businesses before and has no number yet comes before: these wait for theirs with it.
  v_is_numbered boolean := EXISTS (
      SELECT FROM outbox_relay r WHERE r.numbered_until > clock_timestamp() + interval '2 seconds')
    AND NOT EXISTS (SELECT FROM outbox o WHERE o.published_seq IS NULL AND o.tenant_id = ANY (p_tenants));
BEGIN
  IF v_is_numbered THEN
    PERFORM pg_advisory_xact_lock_shared(77316511, (SELECT (s.last_value & 2147483647)::int FROM outbox_published s));
  END IF;
  INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at, published_seq, published_at)
  SELECT p_tenants[e.n], e.id, p_outlets[e.n], e.type,
    CASE WHEN e.number_key IS NULL THEN e.data
      ELSE e.data || jsonb_build_object(e.number_key, p_numbers[e.n]::text) END, e.occurred_at,
    CASE WHEN v_is_numbered THEN nextval('outbox_published') END, CASE WHEN v_is_numbered THEN CURRENT_TIMESTAMP END
  FROM jsonb_to_recordset(p_rows) AS e(
    n int, id uuid, type text, data jsonb, number_key text, occurred_at timestamptz)
  WHERE p_tenants[e.n] IS NOT NULL;
END $$;

-- One round of the relay, at most `p_limit` numbers of it: numbers what was committed without one, and moves the mark to the
-- last number below which all is committed or will never be. Who else might be about to commit stands in `pg_locks`: the
-- last number given is read first, then who holds a lock, then rows; a lock that is taken later is of later numbers.
CREATE FUNCTION publish_events(p_limit int, p_at timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_relay outbox_relay;
  v_from bigint;
  v_last bigint;
  v_to bigint;
  v_before bigint;
BEGIN
  SELECT r.* INTO STRICT v_relay FROM outbox_relay r;
  -- What a relay of the version before has handed over needs no mark of ours.
  v_from := greatest(coalesce(v_relay.published_seq, (SELECT max(o.published_seq) FROM outbox o), 0),
    v_relay.delivered_seq);
  WITH fresh AS MATERIALIZED (
    SELECT o.tenant_id, o.id FROM outbox o WHERE o.published_seq IS NULL ORDER BY o.seq LIMIT p_limit
  ), numbered AS MATERIALIZED (
    SELECT f.tenant_id, f.id, nextval('outbox_published') AS number FROM fresh f
  )
  UPDATE outbox o SET published_seq = n.number, published_at = p_at
  FROM numbered n WHERE o.tenant_id = n.tenant_id AND o.id = n.id;
  IF NOT FOUND THEN
    -- To lose the mark in a crash only repeats a round: it need not wait for the disk.
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;

  SELECT CASE WHEN s.is_called THEN s.last_value ELSE 0 END INTO v_last FROM outbox_published s;
  v_to := greatest(least(v_last, v_from + p_limit), v_from);
  IF v_to - v_from > (
    SELECT count(*) FROM outbox o WHERE o.published_seq > v_from AND o.published_seq <= v_to) THEN
    -- The locks name 31 bits of a number: the one that is nearest to the last one.
    SELECT v_last + min(((l.objid::bigint - v_last + 1073741824) & 2147483647) - 1073741824) INTO v_before
    FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = 77316511 AND l.objsubid = 2
      AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database());
    v_to := greatest(least(v_to, v_before), v_from);
  END IF;
  IF v_to IS DISTINCT FROM v_relay.published_seq
    OR v_relay.numbered_until IS NULL OR v_relay.numbered_until < clock_timestamp() + interval '6 seconds' THEN
    UPDATE outbox_relay SET published_seq = v_to, numbered_until = clock_timestamp() + interval '10 seconds';
  END IF;
  RETURN v_to;
END $$;
REVOKE EXECUTE ON FUNCTION publish_events(int, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION publish_events(int, timestamptz) TO meja_platform;

-- As before, up to where events may be read.
CREATE OR REPLACE FUNCTION lock_sales_rollup_mark(p_tenant uuid) RETURNS sales_rollup_marks LANGUAGE plpgsql AS $$
DECLARE v_mark sales_rollup_marks;
BEGIN
  SELECT m.* INTO v_mark FROM sales_rollup_marks m WHERE m.tenant_id = p_tenant FOR UPDATE;
  IF NOT FOUND THEN
    -- What happened until now is found by filling.
    INSERT INTO sales_rollup_marks (tenant_id, published_seq, filled_from)
    SELECT p_tenant, coalesce(max(o.published_seq), 0), 'infinity' FROM outbox o
    WHERE o.tenant_id = p_tenant AND o.published_seq <= outbox_horizon()
    ON CONFLICT DO NOTHING;
    SELECT m.* INTO STRICT v_mark FROM sales_rollup_marks m WHERE m.tenant_id = p_tenant FOR UPDATE;
  END IF;
  RETURN v_mark;
END $$;
CREATE OR REPLACE FUNCTION follow_sales(
  p_tenant uuid, p_limit int, OUT events int, OUT sales int, OUT is_filled boolean
) LANGUAGE plpgsql AS $$
DECLARE v_mark sales_rollup_marks; v_last bigint; v_entries uuid[]; v_horizon bigint := outbox_horizon();
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  v_mark := lock_sales_rollup_mark(p_tenant);
  SELECT count(*), max(o.published_seq),
    array_agg(DISTINCT (o.data->>'orderId')::uuid) FILTER (WHERE o.type IN ('order.created', 'order.updated', 'order.voided'))
  INTO events, v_last, v_entries
  FROM (SELECT o.published_seq, o.type, o.data FROM outbox o
        WHERE o.tenant_id = p_tenant AND o.published_seq > v_mark.published_seq AND o.published_seq <= v_horizon
        ORDER BY o.published_seq LIMIT p_limit) o;
  SELECT array_agg(e.id) INTO v_entries FROM unnest(v_entries) AS n(order_id)
  JOIN journal_entries e ON e.tenant_id = p_tenant AND e.order_id = n.order_id AND e.kind = 'SALE'
  WHERE e.business_date >= v_mark.filled_from;
  sales := add_to_sales_rollups(p_tenant, v_entries);
  UPDATE sales_rollup_marks m SET published_seq = v_last WHERE m.tenant_id = p_tenant AND v_last > m.published_seq;
  is_filled := v_mark.filled_from = '-infinity';
END $$;

-- As before; orders that exist are locked and changed together, and what may have to be waited for comes before the events.
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
  i int := 0;
BEGIN
  FOR v_change IN
    SELECT c.*, row_number() OVER (PARTITION BY c.tenant, c."order" ORDER BY c.place) > 1 AS "isAgain"
    FROM ROWS FROM (jsonb_to_recordset(p->'changes') AS (
      tenant uuid, "order" uuid, "isNew" boolean, version int, menu bigint, outlet uuid, cashier uuid,
      "needsShift" boolean, key text)) WITH ORDINALITY AS c(
      tenant, "order", "isNew", version, menu, outlet, cashier, "needsShift", key, place)
    ORDER BY c.place
  LOOP
    i := i + 1;
    v_tenant := v_change.tenant;
    -- What one change leaves of an order the other has not seen.
    IF v_change."isAgain" THEN
      v_outcomes[i] := 'busy'; CONTINUE;
    END IF;
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
      -- Held from here to the commit. Alone it waits for whoever has the order, and then sees what they made of it.
      IF v_count = 1 THEN
        SELECT o.number, o.outlet_id, o.version INTO v_found FROM orders o
        WHERE o.tenant_id = v_tenant AND o.id = v_change."order" FOR NO KEY UPDATE;
      ELSE
        SELECT o.number, o.outlet_id, o.version INTO v_found FROM orders o
        WHERE o.tenant_id = v_tenant AND o.id = v_change."order" FOR NO KEY UPDATE SKIP LOCKED;
        IF NOT FOUND THEN
          v_outcomes[i] := 'busy'; CONTINUE;
        END IF;
      END IF;
      IF v_found.version IS DISTINCT FROM v_change.version THEN
        v_outcomes[i] := 'version_conflict'; CONTINUE;
      END IF;
      v_numbers[i] := v_found.number;
      v_outlets[i] := v_found.outlet_id;
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
    IF p ? 'orderChanges' THEN PERFORM apply_order_changes(v_tenants, v_shifts, p->'orderChanges'); END IF;
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
    IF p ? 'audits' THEN PERFORM apply_audits(v_tenants, p->'audits'); END IF;
    IF p ? 'answers' THEN
      PERFORM apply_answers(v_tenants, v_numbers, p->>'token', string_to_array(p_bodies, E'\x1e'), p->'answers');
    END IF;
    -- Nothing that others may hold is taken from here on: numbers of events are waited for.
    PERFORM apply_events(v_tenants, v_outlets, v_numbers, p->'events');
    IF p ? 'orderChanges' THEN
      PERFORM kitchen_follow_order(v_tenants[(e->>'n')::int], e->'follow', (e->'row'->>'updated_at')::timestamptz)
      FROM jsonb_array_elements(p->'orderChanges') e
      WHERE v_tenants[(e->>'n')::int] IS NOT NULL AND e->'follow' <> 'null'::jsonb;
    END IF;
  END IF;

  -- The caller holds the answers' texts already and puts the numbers in itself; only a replay carries one back.
  RETURN QUERY SELECT * FROM unnest(v_outcomes, v_numbers, v_statuses, v_known, v_hashes);
END $$;

DROP FUNCTION apply_order_change(uuid, uuid, int, jsonb);
