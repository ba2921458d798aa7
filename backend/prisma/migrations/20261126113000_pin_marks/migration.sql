-- A PIN belongs to one member of a business. bcrypt can't be searched, so beside it stands a keyed mark (HMAC with the
-- service's secret, over tenant and PIN), which is equal for equal PINs and tells nothing without the secret. PINs of
-- before have none until they are next used or set.
ALTER TABLE memberships ADD COLUMN pin_mark text;
CREATE UNIQUE INDEX memberships_pin_mark ON memberships (tenant_id, pin_mark) WHERE deleted_at IS NULL;
GRANT INSERT (pin_mark), UPDATE (pin_mark) ON memberships TO meja_app;
