-- Tenant isolation by construction (ISO-01, ISO-02).

-- Stamps a tenant table: forced row-level security with one policy that compares directly (a volatile function in
-- its place would force a sequential scan). NULLIF: after a commit the setting reads '' rather than NULL.
CREATE FUNCTION meja_secure_table(p_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', p_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', p_table);
  EXECUTE format(
    'CREATE POLICY tenant_isolation ON %s '
    'USING (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), '''')::uuid) '
    'WITH CHECK (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), '''')::uuid)', p_table);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO meja_app, meja_platform', p_table);
END $$;

DO $$
DECLARE t regclass;
BEGIN
  FOR t IN
    SELECT c.oid::regclass FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  LOOP
    PERFORM meja_secure_table(t);
  END LOOP;
END $$;

-- A tenant sees itself and the people who work in it, nothing else.
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tenants
  USING (id = NULLIF(current_setting('app.tenant_id', true), '')::uuid)
  WITH CHECK (id = NULLIF(current_setting('app.tenant_id', true), '')::uuid);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON users FOR SELECT USING (
  EXISTS (SELECT FROM memberships m WHERE m.user_id = users.id
          AND m.tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid));

GRANT SELECT, UPDATE (name) ON tenants TO meja_app;
GRANT SELECT (id, email, name, locale, disabled_at, must_change_password, created_at) ON users TO meja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants, users, refresh_tokens TO meja_platform;
GRANT SELECT ON _prisma_migrations TO meja_app, meja_platform;
REVOKE ALL ON sessions FROM meja_app;

-- What is written once stays: books, money received, events, the log.
REVOKE UPDATE, DELETE ON audit_log, journal_entries, journal_lines, payments, cash_movements, idempotency_keys FROM meja_app;
REVOKE UPDATE, DELETE ON outbox FROM meja_app;
REVOKE DELETE ON orders, order_items, shifts, order_counters, kitchen_tickets, audit_heads FROM meja_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO meja_app, meja_platform;

-- References carry the tenant: foreign-key checks bypass row-level security.
ALTER TABLE memberships ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE memberships ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE sessions ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE refresh_tokens ADD FOREIGN KEY (session_id) REFERENCES sessions (id);
ALTER TABLE tenant_settings ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE catalog_versions ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE outlets ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE stations ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE stations ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE modifier_groups ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE categories ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE categories ADD FOREIGN KEY (tenant_id, parent_id) REFERENCES categories (tenant_id, id);
ALTER TABLE products ADD FOREIGN KEY (tenant_id, category_id) REFERENCES categories (tenant_id, id);
ALTER TABLE products ADD FOREIGN KEY (tenant_id, station_id) REFERENCES stations (tenant_id, id);
ALTER TABLE outlet_products ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE order_counters ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE shifts ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE shifts ADD FOREIGN KEY (tenant_id, cashier_id) REFERENCES memberships (tenant_id, user_id);
ALTER TABLE cash_movements ADD FOREIGN KEY (tenant_id, shift_id) REFERENCES shifts (tenant_id, id);
ALTER TABLE orders ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE orders ADD FOREIGN KEY (tenant_id, cashier_id) REFERENCES memberships (tenant_id, user_id);
ALTER TABLE orders ADD FOREIGN KEY (tenant_id, shift_id) REFERENCES shifts (tenant_id, id);
ALTER TABLE order_items ADD FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id);
ALTER TABLE order_items ADD FOREIGN KEY (tenant_id, variant_id) REFERENCES product_variants (tenant_id, id);
ALTER TABLE order_items ADD FOREIGN KEY (tenant_id, station_id) REFERENCES stations (tenant_id, id);
ALTER TABLE order_items ADD FOREIGN KEY (tenant_id, category_id) REFERENCES categories (tenant_id, id);
ALTER TABLE payments ADD FOREIGN KEY (tenant_id, shift_id) REFERENCES shifts (tenant_id, id);
ALTER TABLE payments ADD FOREIGN KEY (tenant_id, cashier_id) REFERENCES memberships (tenant_id, user_id);
ALTER TABLE payments ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE journal_entries ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE journal_entries ADD FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE journal_entries ADD FOREIGN KEY (tenant_id, payment_id) REFERENCES payments (tenant_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE journal_entries ADD FOREIGN KEY (tenant_id, shift_id) REFERENCES shifts (tenant_id, id);
ALTER TABLE kitchen_tickets ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE kitchen_tickets ADD FOREIGN KEY (tenant_id, station_id) REFERENCES stations (tenant_id, id);
ALTER TABLE kitchen_tickets ADD FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE kitchen_ticket_items ADD FOREIGN KEY (tenant_id, order_item_id) REFERENCES order_items (tenant_id, id);
ALTER TABLE outbox ADD FOREIGN KEY (tenant_id, outlet_id) REFERENCES outlets (tenant_id, id);
ALTER TABLE audit_log ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE audit_heads ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);

-- The order's own row takes its number late, so its items and payments are written before it.
ALTER TABLE order_items ALTER CONSTRAINT order_items_tenant_id_order_id_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE payments ALTER CONSTRAINT payments_tenant_id_order_id_fkey DEFERRABLE INITIALLY DEFERRED;

-- Uniques that hold among the living, always within one tenant.
CREATE UNIQUE INDEX users_email_lower_key ON users (lower(email));
CREATE UNIQUE INDEX products_sku_key ON products (tenant_id, lower(sku)) WHERE sku IS NOT NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX products_barcode_key ON products (tenant_id, barcode) WHERE barcode IS NOT NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX product_variants_sku_key ON product_variants (tenant_id, lower(sku)) WHERE sku IS NOT NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX product_variants_barcode_key ON product_variants (tenant_id, barcode) WHERE barcode IS NOT NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX shifts_one_open ON shifts (tenant_id, outlet_id, cashier_id) WHERE status = 'OPEN';
CREATE INDEX outbox_unpublished ON outbox (seq) WHERE published_seq IS NULL;

-- What can't be, can't be stored.
ALTER TABLE products ADD CHECK (price >= 0 AND price <= 9007199254740991);
ALTER TABLE product_variants ADD CHECK (price >= 0 AND price <= 9007199254740991);
ALTER TABLE modifier_options ADD CHECK (price >= 0 AND price <= 9007199254740991);
ALTER TABLE order_items ADD CHECK (quantity_milli > 0 AND total >= 0);
ALTER TABLE payments ADD CHECK (amount >= 0 AND tip >= 0 AND change >= 0);
ALTER TABLE orders ADD CHECK (total >= 0 AND paid_total >= 0 AND paid_total <= total);
ALTER TABLE orders ADD CHECK (
  total = subtotal - discount_total + service_charge + tax_total - tax_included_total + rounding + tip_total);
ALTER TABLE orders ADD CHECK (status IN ('DRAFT','OPEN','PREPARING','READY','SERVED','COMPLETED','VOIDED'));
ALTER TABLE orders ADD CHECK (payment_status IN ('UNPAID','PARTIALLY_PAID','PAID','PARTIALLY_REFUNDED','REFUNDED'));
ALTER TABLE memberships ADD CHECK (role IN ('ADMIN_TENANT','SUPERVISOR','CASHIER','KITCHEN'));
ALTER TABLE shifts ADD CHECK (status IN ('OPEN','CLOSED') AND opening_float >= 0);
ALTER TABLE cash_movements ADD CHECK (amount > 0 AND direction IN ('IN','OUT'));

-- The menu's version: whatever a terminal's menu is made of raises it, so that a price read from memory can be
-- checked against the database in the same round trip that records the sale.
CREATE FUNCTION meja_bump_catalog() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_tenant uuid := NULLIF(current_setting('app.tenant_id', true), '')::uuid;
BEGIN
  IF v_tenant IS NULL THEN
    RAISE EXCEPTION 'app.tenant_id must be set to change %', TG_TABLE_NAME;
  END IF;
  INSERT INTO catalog_versions AS v (tenant_id, version) VALUES (v_tenant, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = v.version + 1;
  RETURN NULL;
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tenant_settings','outlets','stations','categories','products','product_variants',
                           'modifier_groups','modifier_options','product_modifier_groups','outlet_products'] LOOP
    EXECUTE format('CREATE TRIGGER bump_catalog AFTER INSERT OR UPDATE OR DELETE ON %I '
                   'FOR EACH STATEMENT EXECUTE FUNCTION meja_bump_catalog()', t);
  END LOOP;
END $$;
