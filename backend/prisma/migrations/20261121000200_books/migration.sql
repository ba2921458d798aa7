-- Double-entry journal (PAY-05): debits positive, credits negative; the lines of one entry arrive in one statement
-- and balance, or none of them is stored.
CREATE FUNCTION meja_check_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added GROUP BY tenant_id, entry_id HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'unbalanced journal entry' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER journal_lines_balanced AFTER INSERT ON journal_lines
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION meja_check_journal();

-- What is written once can't be changed by anybody, the owner of the tables included.
CREATE FUNCTION meja_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION meja_refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION meja_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal_entries FOR EACH ROW EXECUTE FUNCTION meja_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal_lines FOR EACH ROW EXECUTE FUNCTION meja_refuse_change();

-- A closed shift never changes (CASH-01).
CREATE FUNCTION meja_refuse_closed_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'CLOSED' THEN
    RAISE EXCEPTION 'shift % is closed', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER closed_shift BEFORE UPDATE OR DELETE ON shifts FOR EACH ROW EXECUTE FUNCTION meja_refuse_closed_shift();

-- Audit log, hash-chained per tenant (AUTH-09): each row's hash covers its content and the hash before it.
-- The head row is locked by the update, so two writers of one tenant take turns and the chain has no fork.
CREATE FUNCTION audit_digest(p audit_log) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    p.prev_hash, p.tenant_id, p.seq, p.id, p.action, p.actor_id, p.actor_name, p.ip, p.user_agent, p.entity, p.entity_id,
    p.before, p.after, to_char(p.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_append(p jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  r audit_log := jsonb_populate_record(NULL::audit_log, p);
  v_prev text;
BEGIN
  INSERT INTO audit_heads AS h (tenant_id, seq, hash) VALUES (r.tenant_id, 0, repeat('0', 64))
  ON CONFLICT (tenant_id) DO UPDATE SET seq = h.seq RETURNING seq, hash INTO r.seq, v_prev;
  r.seq := r.seq + 1;
  r.prev_hash := v_prev;
  r.hash := audit_digest(r);
  INSERT INTO audit_log SELECT r.*;
  UPDATE audit_heads SET seq = r.seq, hash = r.hash WHERE tenant_id = r.tenant_id;
  RETURN r.seq;
END $$;

-- The first row where the chain does not hold, or nothing when it does: a row changed, missing, or the head ahead of the log.
CREATE FUNCTION audit_broken_at() RETURNS bigint LANGUAGE sql STABLE AS $$
  WITH chain AS (
    SELECT a.seq, a.hash, a.prev_hash, audit_digest(a) AS digest,
           lag(a.hash, 1, repeat('0', 64)) OVER (ORDER BY a.seq) AS expected_prev,
           row_number() OVER (ORDER BY a.seq) AS position
    FROM audit_log a WHERE a.tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid
  )
  SELECT coalesce(
    (SELECT min(least(seq, position)) FROM chain WHERE hash <> digest OR prev_hash <> expected_prev OR seq <> position),
    (SELECT h.seq FROM audit_heads h
     WHERE h.tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid
       AND h.seq > 0 AND NOT EXISTS (SELECT FROM chain c WHERE (c.seq, c.hash) = (h.seq, h.hash))))
$$;
