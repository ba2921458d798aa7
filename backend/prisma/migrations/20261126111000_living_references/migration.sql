-- What is removed takes on nothing new: an order or a shift is begun in a living outlet by a living member, an item
-- goes to a living station. The lock makes whoever removes one wait for what is being written there, and what is written
-- later see that it is gone; so nothing open is ever left under something removed. MJ001: it has been removed.
CREATE FUNCTION meja_begin_in_living_outlet() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM FROM outlets o
  WHERE o.tenant_id = NEW.tenant_id AND o.id = NEW.outlet_id AND o.deleted_at IS NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the outlet % is removed', NEW.outlet_id USING ERRCODE = 'MJ001', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER begin_in_living_outlet BEFORE INSERT ON orders
  FOR EACH ROW EXECUTE FUNCTION meja_begin_in_living_outlet();
CREATE TRIGGER begin_in_living_outlet BEFORE INSERT ON shifts
  FOR EACH ROW EXECUTE FUNCTION meja_begin_in_living_outlet();

CREATE FUNCTION meja_begin_by_living_member() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM FROM memberships m
  WHERE m.tenant_id = NEW.tenant_id AND m.user_id = NEW.cashier_id AND m.deleted_at IS NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the member % is removed', NEW.cashier_id USING ERRCODE = 'MJ001', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER begin_by_living_member BEFORE INSERT ON shifts
  FOR EACH ROW EXECUTE FUNCTION meja_begin_by_living_member();

CREATE FUNCTION meja_send_to_living_stations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_wanted int; v_living int;
BEGIN
  SELECT count(DISTINCT a.station_id) INTO v_wanted FROM added a;
  IF v_wanted = 0 THEN RETURN NULL; END IF;
  PERFORM FROM stations s
  WHERE (s.tenant_id, s.id) IN (SELECT a.tenant_id, a.station_id FROM added a) AND s.deleted_at IS NULL
  ORDER BY s.id FOR KEY SHARE;
  GET DIAGNOSTICS v_living = ROW_COUNT;
  IF v_living < v_wanted THEN
    RAISE EXCEPTION 'a station is removed' USING ERRCODE = 'MJ001', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER send_to_living_stations AFTER INSERT ON order_items
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION meja_send_to_living_stations();

-- What is open at a station, for whoever removes it.
CREATE INDEX kitchen_tickets_open_at_station ON kitchen_tickets (tenant_id, station_id)
  WHERE status IN ('QUEUED', 'PREPARING', 'READY');
CREATE INDEX order_items_unsent_at_station ON order_items (tenant_id, station_id)
  WHERE sent_at IS NULL AND voided_at IS NULL AND station_id IS NOT NULL;
