-- Uses up a refresh token in one round trip; its successor and the successor's hash are the caller's. Whoever presents
-- one that was used waits for nobody and writes nothing: the way to the end of its chain is read in one statement.
-- outcome: unknown | refused | renewed | repeated | reused. For `renewed` and `repeated`: the ids of the tokens that
-- followed, in order, and hash and expiry of the last. A chain longer than `p_longest` is `refused`.
CREATE FUNCTION renew_refresh_token(
  p_hash text, p_at timestamptz, p_grace_ms int, p_longest int, p_new_id uuid, p_new_hash text,
  p_expires_at timestamptz, p_ip text, p_user_agent text)
RETURNS TABLE (outcome text, session_id uuid, tenant_id uuid, user_id uuid, successors uuid[], token_hash text,
               expires_at timestamptz) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_token refresh_tokens;
  v_session sessions;
  v_ids uuid[];
  v_last refresh_tokens;
BEGIN
  SELECT * INTO v_token FROM refresh_tokens r WHERE r.token_hash = p_hash;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'unknown', NULL::uuid, NULL::uuid, NULL::uuid, NULL::uuid[], NULL::text, NULL::timestamptz;
    RETURN;
  END IF;
  IF v_token.used_at IS NULL THEN
    -- Those who renew one session at once take turns; the second sees the token used.
    PERFORM FROM sessions s WHERE s.id = v_token.session_id FOR UPDATE;
    SELECT * INTO v_token FROM refresh_tokens r WHERE r.token_hash = p_hash;
  END IF;
  SELECT * INTO v_session FROM sessions s WHERE s.id = v_token.session_id;
  outcome := CASE
    WHEN v_session.revoked_at IS NOT NULL OR v_session.expires_at <= p_at THEN 'refused'
    WHEN v_token.used_at IS NULL AND v_token.expires_at <= p_at THEN 'refused'
    WHEN v_token.used_at IS NULL THEN 'renewed'
    WHEN p_at - v_token.used_at <= p_grace_ms * interval '1 millisecond' THEN 'repeated'
    ELSE 'reused' END;
  IF outcome = 'renewed' THEN
    INSERT INTO refresh_tokens (id, session_id, token_hash, issued_at, expires_at)
    VALUES (p_new_id, v_session.id, p_new_hash, p_at, least(p_expires_at, v_session.expires_at))
    RETURNING * INTO v_last;
    UPDATE refresh_tokens r SET used_at = p_at, successor_id = p_new_id WHERE r.id = v_token.id;
    UPDATE sessions s SET last_seen_at = p_at, ip = p_ip, user_agent = p_user_agent WHERE s.id = v_session.id;
    v_ids := ARRAY[p_new_id];
  ELSIF outcome = 'repeated' THEN
    WITH RECURSIVE chain AS (
      SELECT r.id, r.successor_id, 1 AS place FROM refresh_tokens r WHERE r.id = v_token.successor_id
      UNION ALL
      SELECT r.id, r.successor_id, c.place + 1 FROM chain c JOIN refresh_tokens r ON r.id = c.successor_id
      WHERE c.place < p_longest
    ) SELECT array_agg(id ORDER BY place) INTO v_ids FROM chain;
    SELECT * INTO v_last FROM refresh_tokens r WHERE r.id = v_ids[array_upper(v_ids, 1)];
    IF v_last.id IS NULL OR v_last.used_at IS NOT NULL THEN outcome := 'refused'; END IF;
  END IF;
  RETURN QUERY SELECT outcome, v_session.id, v_session.tenant_id, v_session.user_id, v_ids, v_last.token_hash,
    v_last.expires_at;
END $$;
