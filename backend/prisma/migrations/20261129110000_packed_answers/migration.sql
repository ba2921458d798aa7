-- Answers about orders are kept packed (ADR 0016): `packed` is the text, deflated by the API with its own dictionary, with a
-- U+001E in the place of the order's number, which `number` is. `body` names the order beside it: a process of the version
-- before this one reads that, and answers with the order as it is then.
ALTER TABLE idempotency_keys ADD COLUMN packed bytea, ADD COLUMN number int;
ALTER TABLE idempotency_keys
  ADD CONSTRAINT idempotency_keys_packed_check CHECK (octet_length(packed) <= 262144) NOT VALID;
-- What is packed is not packed again.
ALTER TABLE idempotency_keys ALTER COLUMN packed SET STORAGE EXTERNAL;

-- As before; a row may bring its answer packed, in base64.
CREATE OR REPLACE FUNCTION apply_answers(p_tenants uuid[], p_numbers int[], p_token text, p_bodies text[], p_rows jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO idempotency_keys (tenant_id, key, method, path, request_hash, status, body, packed, number)
  SELECT p_tenants[r.n], r.key, r.method, r.path, r.request_hash, r.status,
    replace(p_bodies[r.n], p_token, p_numbers[r.n]::text), decode(r.packed, 'base64'),
    CASE WHEN r.packed IS NOT NULL THEN p_numbers[r.n] END
  FROM jsonb_to_recordset(p_rows) AS r(
    n int, key text, method text, path text, request_hash text, status int, packed text)
  WHERE p_tenants[r.n] IS NOT NULL;
END $$;
