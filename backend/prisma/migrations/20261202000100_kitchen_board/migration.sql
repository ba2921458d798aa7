-- A board that is looked at again has mostly what it had (docs/adr/0025-screens-and-turns.md): it is told which tickets are
-- on it and in which version, and what is not known of them is read by itself.

-- In the order of the board. Nothing looks for tickets by state and time any more: open ones are found here, those just
-- done by when they changed.
CREATE INDEX kitchen_tickets_board ON kitchen_tickets (tenant_id, outlet_id, created_at, id)
  WHERE status IN ('QUEUED', 'PREPARING', 'READY');
DROP INDEX kitchen_tickets_open;
DROP INDEX kitchen_tickets_tenant_id_outlet_id_status_created_at_idx;

-- What is on the board of an outlet or a station, oldest first; of more than p_limit the newest. Without a row: there is
-- no such outlet. `clock`, p_clock, p_from and p_done_since as of list_kitchen_tickets; where the board begins by another
-- clock, `heads` is null. `heads`: 'id:version' of each ticket, joined by commas. `names`: raised whenever a station is
-- renamed.
CREATE FUNCTION list_kitchen_heads(
  p_tenant uuid, p_outlet uuid, p_station uuid, p_clock text, p_from timestamptz, p_done_since timestamptz, p_limit int
) RETURNS TABLE (clock text, names text, heads text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_clock text;
  v_names text;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  SELECT o.version || '.' || s.version, coalesce(
    (SELECT v.version::text FROM catalog_versions v WHERE v.tenant_id = p_tenant), '') INTO v_clock, v_names
  FROM outlets o JOIN tenant_settings s ON s.tenant_id = o.tenant_id
  WHERE o.tenant_id = p_tenant AND o.id = p_outlet;
  IF NOT FOUND THEN RETURN; END IF;
  IF v_clock IS DISTINCT FROM p_clock THEN
    RETURN QUERY SELECT v_clock, v_names, NULL::text; RETURN;
  END IF;
  RETURN QUERY
  SELECT v_clock, v_names, coalesce(string_agg(n.id || ':' || n.version, ',' ORDER BY n.created_at, n.id), '') FROM (
    (SELECT t.id, t.version, t.created_at FROM kitchen_tickets t
     WHERE t.tenant_id = p_tenant AND t.outlet_id = p_outlet AND (p_station IS NULL OR t.station_id = p_station)
       AND t.created_at >= p_from AND t.status IN ('QUEUED', 'PREPARING', 'READY')
     ORDER BY t.created_at DESC, t.id DESC LIMIT p_limit)
    UNION ALL
    (SELECT t.id, t.version, t.created_at FROM kitchen_tickets t
     WHERE t.tenant_id = p_tenant AND t.outlet_id = p_outlet AND (p_station IS NULL OR t.station_id = p_station)
       AND t.created_at >= p_from AND t.status IN ('SERVED', 'VOIDED') AND t.updated_at > p_done_since
     ORDER BY t.created_at DESC, t.id DESC LIMIT p_limit)
    ORDER BY created_at DESC, id DESC LIMIT p_limit) n;
END $$;

-- Tickets as the board's route answers each, those of `p_ids` that are found, in that order, until the items come to more
-- than p_budget bytes. `items`: how many bytes a ticket's are.
CREATE FUNCTION read_kitchen_documents(p_tenant uuid, p_ids uuid[], p_budget int)
RETURNS TABLE (id uuid, version int, items int, body text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_one record;
  v_left int := p_budget;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  -- Items are read as the loop goes on, so that what is not shown is not put together.
  FOR v_one IN
    SELECT w.ticket, w.station_name,
      (SELECT coalesce(jsonb_agg(kitchen_item_document(x) ORDER BY x.position), '[]')
       FROM kitchen_ticket_items x WHERE x.tenant_id = p_tenant AND x.ticket_id = w.id) AS items
    FROM (
      SELECT u.id, t AS ticket, s.name AS station_name FROM unnest(p_ids) WITH ORDINALITY AS u(id, place)
      JOIN kitchen_tickets t ON t.tenant_id = p_tenant AND t.id = u.id
      LEFT JOIN stations s ON s.tenant_id = p_tenant AND s.id = t.station_id
      ORDER BY u.place) w
  LOOP
    items := octet_length(v_one.items::text);
    v_left := v_left - items;
    EXIT WHEN v_left < 0;
    id := (v_one.ticket).id;
    version := (v_one.ticket).version;
    body := kitchen_ticket_document(v_one.ticket, v_one.station_name, v_one.items)::text;
    RETURN NEXT;
  END LOOP;
END $$;
