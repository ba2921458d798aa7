-- What one person did, in the order of the log.
CREATE INDEX "audit_log_tenant_id_actor_id_seq_idx" ON "audit_log"("tenant_id", "actor_id", "seq");

-- One stretch of the open tenant's chain (AUTH-09): the rows after `p_after`, at most `p_take` of them, so that however
-- long a log is, proving it takes little memory at a time. `broken_at` is the first row that does not hold: changed,
-- missing, put in between, or in another's place. The stretch that reaches the end is held against the head as well, which
-- tells of rows cut off behind, and of rows that nobody appended. One statement sees one state of the log: rows that come
-- meanwhile are the next stretch's.
CREATE FUNCTION audit_check(p_after bigint, p_take int)
RETURNS TABLE (rows bigint, last_seq bigint, last_at timestamptz, head_seq bigint, broken_at bigint)
LANGUAGE sql STABLE AS $$
  WITH me AS (SELECT NULLIF(current_setting('app.tenant_id', true), '')::uuid AS id),
  taken AS (
    SELECT a.seq, a.hash, a.prev_hash, a.occurred_at, audit_digest(a) AS digest
    FROM audit_log a WHERE a.tenant_id = (SELECT id FROM me) AND a.seq > p_after ORDER BY a.seq LIMIT p_take
  ),
  part AS (
    SELECT t.*, lag(t.hash) OVER (ORDER BY t.seq) AS before, p_after + row_number() OVER (ORDER BY t.seq) AS place
    FROM taken t
  ),
  start AS (
    SELECT CASE WHEN p_after = 0 THEN repeat('0', 64)
      ELSE (SELECT l.hash FROM audit_log l WHERE l.tenant_id = (SELECT id FROM me) AND l.seq = p_after) END AS hash
  ),
  ending AS (
    SELECT coalesce((SELECT max(p.seq) FROM part p), p_after) AS seq,
           coalesce((SELECT p.hash FROM part p ORDER BY p.seq DESC LIMIT 1), (SELECT hash FROM start)) AS hash,
           (SELECT count(*) FROM part) AS rows
  ),
  head AS (
    SELECT coalesce((SELECT h.seq FROM audit_heads h WHERE h.tenant_id = (SELECT id FROM me)), 0) AS seq,
           coalesce((SELECT h.hash FROM audit_heads h WHERE h.tenant_id = (SELECT id FROM me)), repeat('0', 64)) AS hash
  )
  SELECT e.rows, e.seq, (SELECT p.occurred_at FROM part p ORDER BY p.seq DESC LIMIT 1), h.seq,
    coalesce(
      (SELECT min(least(p.seq, p.place)) FROM part p
       WHERE p.seq <> p.place OR p.hash <> p.digest
          OR p.prev_hash IS DISTINCT FROM coalesce(p.before, (SELECT hash FROM start))),
      CASE
        WHEN e.rows = p_take AND e.seq < h.seq THEN NULL
        WHEN e.seq <> h.seq THEN least(e.seq, h.seq) + 1
        WHEN e.hash IS DISTINCT FROM h.hash THEN greatest(e.seq, 1)
      END)
  FROM ending e, head h
$$;
