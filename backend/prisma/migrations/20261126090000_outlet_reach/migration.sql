-- Where something happened, so that who is limited to some outlets reads the log of theirs. Rows from before have none
-- and keep their digest; of later ones the outlet is part of it.
ALTER TABLE audit_log ADD COLUMN outlet_id uuid;
ALTER TABLE audit_log ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
CREATE INDEX audit_log_of_outlet ON audit_log (tenant_id, outlet_id, seq) WHERE outlet_id IS NOT NULL;

CREATE OR REPLACE FUNCTION audit_digest(p audit_log) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to((jsonb_build_array(
    p.prev_hash, p.tenant_id, p.seq, p.id, p.action, p.actor_id, p.actor_name, p.ip, p.user_agent, p.entity, p.entity_id,
    p.before, p.after, to_char(p.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || CASE WHEN p.outlet_id IS NULL THEN '[]' ELSE jsonb_build_array(p.outlet_id) END)::text, 'UTF8')), 'hex')
$$;

-- What reaches the whole business became a permission apart from what belongs to an outlet: whoever was given, or
-- denied, the whole keeps both parts.
ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY;
UPDATE memberships SET grants = grants || ARRAY['station:manage', 'catalog:outlet-price']
WHERE 'catalog:manage' = ANY (grants);
UPDATE memberships SET revokes = revokes || ARRAY['station:manage', 'catalog:outlet-price']
WHERE 'catalog:manage' = ANY (revokes);
UPDATE memberships SET grants = grants || ARRAY['outlet:create'] WHERE 'outlet:manage' = ANY (grants);
UPDATE memberships SET revokes = revokes || ARRAY['outlet:create'] WHERE 'outlet:manage' = ANY (revokes);
UPDATE memberships SET grants = grants || ARRAY['audit:verify'] WHERE 'audit:read' = ANY (grants);
UPDATE memberships SET revokes = revokes || ARRAY['audit:verify'] WHERE 'audit:read' = ANY (revokes);
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
