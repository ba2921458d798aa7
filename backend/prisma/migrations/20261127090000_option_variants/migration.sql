-- Option groups tied to variants (T-22): without a row every variant of the product offers the group, else only those
-- named. The references hold the variant to the product's own.
CREATE UNIQUE INDEX "product_variants_tenant_id_product_id_id_key" ON "product_variants"("tenant_id", "product_id", "id");

CREATE TABLE "product_modifier_group_variants" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "product_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,

    CONSTRAINT "product_modifier_group_variants_pkey" PRIMARY KEY ("tenant_id","product_id","group_id","variant_id")
);
CREATE INDEX "product_modifier_group_variants_tenant_id_product_id_varian_idx" ON "product_modifier_group_variants"("tenant_id", "product_id", "variant_id");
ALTER TABLE "product_modifier_group_variants" ADD CONSTRAINT "product_modifier_group_variants_tenant_id_product_id_group_fkey" FOREIGN KEY ("tenant_id", "product_id", "group_id") REFERENCES "product_modifier_groups"("tenant_id", "product_id", "group_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "product_modifier_group_variants" ADD CONSTRAINT "product_modifier_group_variants_tenant_id_product_id_varia_fkey" FOREIGN KEY ("tenant_id", "product_id", "variant_id") REFERENCES "product_variants"("tenant_id", "product_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
SELECT meja_secure_table('product_modifier_group_variants');
CREATE TRIGGER bump_catalog AFTER INSERT OR UPDATE OR DELETE ON product_modifier_group_variants
  FOR EACH STATEMENT EXECUTE FUNCTION meja_bump_catalog();

-- The menu names the ties beside the groups, which the version before goes on reading as they were.
CREATE OR REPLACE FUNCTION read_menu(p_tenant uuid, p_outlet uuid) RETURNS json LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  RETURN (
    SELECT json_build_object(
      'version', v.version,
      'changed_at', v.changed_at,
      'tenant', json_build_object('name', t.name, 'business_type', t.business_type),
      'settings', (SELECT s.data FROM tenant_settings s WHERE s.tenant_id = p_tenant),
      'outlet', json_build_object('id', o.id, 'name', o.name, 'active', o.active, 'address', o.address, 'phone', o.phone, 'time_zone', o.time_zone),
      'stations', coalesce((
        SELECT json_agg(json_build_object('id', s.id, 'outlet_id', s.outlet_id, 'name', s.name, 'position', s.position,
                                          'late_after_minutes', s.late_after_minutes) ORDER BY s.position, s.name, s.id)
        FROM stations s WHERE s.tenant_id = p_tenant AND s.deleted_at IS NULL), '[]'),
      'categories', coalesce((
        SELECT json_agg(json_build_object('id', c.id, 'name', c.name, 'parent_id', c.parent_id, 'position', c.position,
                                          'color', c.color, 'needs_preparation', c.needs_preparation) ORDER BY c.position, c.name, c.id)
        FROM categories c WHERE c.tenant_id = p_tenant AND c.deleted_at IS NULL), '[]'),
      'groups', coalesce((
        SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'min', g.min, 'max', g.max, 'options', x.options)
                        ORDER BY g.position, g.name, g.id)
        FROM modifier_groups g JOIN (
          SELECT m.group_id, json_agg(json_build_object('id', m.id, 'name', m.name, 'price', m.price,
                                                        'default', m.is_default) ORDER BY m.position, m.id) AS options
          FROM modifier_options m WHERE m.tenant_id = p_tenant AND m.deleted_at IS NULL GROUP BY m.group_id
        ) x ON x.group_id = g.id
        WHERE g.tenant_id = p_tenant AND g.deleted_at IS NULL), '[]'),
      'products', coalesce((
        SELECT json_agg(json_build_object(
          'id', p.id, 'name', p.name, 'description', p.description, 'category_id', p.category_id,
          'price', coalesce(op.price, p.price), 'sku', p.sku, 'barcode', p.barcode, 'unit', p.unit,
          'tax_class', p.tax_class, 'station_id', p.station_id,
          'needs_preparation', p.needs_preparation, 'outlet_station_id', op.station_id, 'position', p.position,
          'available', coalesce(op.available, true), 'groups', coalesce(l.groups, '[]'),
          'group_variants', coalesce(q.group_variants, '[]'),
          'variants', coalesce(w.variants, '[]')) ORDER BY p.position, p.name, p.id)
        FROM products p
        LEFT JOIN outlet_products op ON op.tenant_id = p_tenant AND op.outlet_id = p_outlet AND op.product_id = p.id
        LEFT JOIN (
          SELECT k.product_id, json_agg(k.group_id ORDER BY k.position, k.group_id) AS groups
          FROM product_modifier_groups k WHERE k.tenant_id = p_tenant GROUP BY k.product_id
        ) l ON l.product_id = p.id
        LEFT JOIN (
          -- A removed variant is named here too: a group tied to it alone is tied, and offered by none.
          SELECT t.product_id, json_agg(json_build_object('group_id', t.group_id, 'variant_ids', t.variant_ids)
                                        ORDER BY t.group_id) AS group_variants
          FROM (
            SELECT u.product_id, u.group_id, json_agg(u.variant_id ORDER BY u.variant_id) AS variant_ids
            FROM product_modifier_group_variants u WHERE u.tenant_id = p_tenant GROUP BY u.product_id, u.group_id
          ) t GROUP BY t.product_id
        ) q ON q.product_id = p.id
        LEFT JOIN (
          SELECT r.product_id, json_agg(json_build_object('id', r.id, 'name', r.name, 'price', r.price, 'sku', r.sku,
                                                          'barcode', r.barcode) ORDER BY r.position, r.id) AS variants
          FROM product_variants r WHERE r.tenant_id = p_tenant AND r.deleted_at IS NULL GROUP BY r.product_id
        ) w ON w.product_id = p.id
        WHERE p.tenant_id = p_tenant AND p.active AND p.deleted_at IS NULL), '[]'))
    FROM outlets o
    JOIN tenants t ON t.id = o.tenant_id
    JOIN catalog_versions v ON v.tenant_id = o.tenant_id
    WHERE o.tenant_id = p_tenant AND o.id = p_outlet AND o.deleted_at IS NULL);
END $$;
