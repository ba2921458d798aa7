-- Events, what a kitchen's board answers and rows of the audit log are bounded, whatever is on an order or in a file.

-- An event of a ticket too large for one leaves its items out and says so: whoever needs them reads the ticket. Here is
-- the one place that every event passes, whichever way it is written. Sizes in bytes of jsonb.
CREATE FUNCTION meja_bound_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.data ? 'items' THEN
    NEW.data := NEW.data || '{"items": [], "itemsOmitted": true}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bound_event BEFORE INSERT ON outbox FOR EACH ROW WHEN (pg_column_size(NEW.data) > 32768)
  EXECUTE FUNCTION meja_bound_event();

ALTER TABLE outbox NO FORCE ROW LEVEL SECURITY;
UPDATE outbox SET data = data || '{"items": [], "itemsOmitted": true}'
WHERE data ? 'items' AND octet_length(data::text) > 32768;
ALTER TABLE outbox ADD CONSTRAINT outbox_data_bounded CHECK (pg_column_size(data) <= 65536) NOT VALID;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;

-- Tickets as the kitchen's screens show them, in the order of `p_ids`. Once their items come to more than `p_budget`
-- bytes of text (NULL: there is no bound) the rest comes without, marked `items_omitted`, and without being put together.
CREATE FUNCTION kitchen_documents(p_ids uuid[], p_budget int) RETURNS SETOF jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_tenant uuid := NULLIF(current_setting('app.tenant_id', true), '')::uuid;
  v_id uuid;
  v_ticket jsonb;
  v_items jsonb;
  v_left bigint := p_budget;
BEGIN
  FOREACH v_id IN ARRAY p_ids LOOP
    SELECT to_jsonb(t) || jsonb_build_object('station_name',
      (SELECT s.name FROM stations s WHERE s.tenant_id = t.tenant_id AND s.id = t.station_id))
    INTO v_ticket FROM kitchen_tickets t WHERE t.tenant_id = v_tenant AND t.id = v_id;
    v_items := NULL;
    IF v_left IS NULL OR v_left > 0 THEN
      SELECT coalesce(jsonb_agg(to_jsonb(i) ORDER BY i.position), '[]') INTO v_items
      FROM kitchen_ticket_items i WHERE i.tenant_id = v_tenant AND i.ticket_id = v_id;
      v_left := v_left - octet_length(v_items::text);
      IF v_left < 0 THEN v_items := NULL; END IF;
    END IF;
    RETURN NEXT v_ticket || CASE WHEN v_items IS NULL THEN '{"items": [], "items_omitted": true}'::jsonb
                                 ELSE jsonb_build_object('items', v_items) END;
  END LOOP;
END $$;

-- The log is never changed, so what was written before stays as it is.
ALTER TABLE audit_log
  ADD CONSTRAINT audit_log_before_bounded CHECK (octet_length(before::text) <= 65536) NOT VALID,
  ADD CONSTRAINT audit_log_after_bounded CHECK (octet_length(after::text) <= 65536) NOT VALID;
