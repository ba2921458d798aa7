-- What is kept under an Idempotency-Key: whose answer it is, no secrets, no lists, and never more than 256 KB (F-02,
-- F-42, F-45, F-47).
ALTER TABLE idempotency_keys
  ADD COLUMN user_id uuid,
  ADD COLUMN outlet_ids uuid[] NOT NULL DEFAULT '{}';

-- Forced row-level security hides every tenant's rows from the owner too; this lifts it within one statement.
DO $$
BEGIN
  ALTER TABLE idempotency_keys NO FORCE ROW LEVEL SECURITY;
  -- First passwords stood in the answers of /users, and PINs could be guessed from the hashes of what held one. Where
  -- such a request comes once more it is judged anew; the ids in its body keep it from happening twice.
  DELETE FROM idempotency_keys
  WHERE path ~ '^/api/v1/(users|auth)(/|\?|$)' OR path ~ '/void(/|\?|$)'
     -- Keys count only on what changes something.
     OR method NOT IN ('POST', 'PATCH', 'PUT', 'DELETE') OR path ~ '^/api/v1/orders/quote/?(\?|$)'
     OR octet_length(body) > 262144;
  ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
END $$;

ALTER TABLE idempotency_keys
  ADD CONSTRAINT idempotency_keys_method_check CHECK (method IN ('POST', 'PATCH', 'PUT', 'DELETE')),
  ADD CONSTRAINT idempotency_keys_body_check CHECK (octet_length(body) <= 262144);
