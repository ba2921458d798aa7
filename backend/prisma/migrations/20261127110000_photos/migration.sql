-- Photos of products (T-33): re-encoded pictures under the keyed hash of what was uploaded, so that an address never
-- changes its content. They are in the database because whatever is saved and restored there belongs together.
ALTER TABLE "products" ADD COLUMN "photo_hash" TEXT;

CREATE TABLE "photos" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "hash" TEXT NOT NULL,
    "avif_320" BYTEA NOT NULL,
    "avif_640" BYTEA NOT NULL,
    "webp_320" BYTEA NOT NULL,
    "webp_640" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "photos_pkey" PRIMARY KEY ("tenant_id","hash")
);
SELECT meja_secure_table('photos');
ALTER TABLE photos ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE photos ADD CHECK (hash ~ '^[0-9a-f]{64}$');
-- Compressed already: no second try at it on the way to disk.
ALTER TABLE photos
  ALTER COLUMN avif_320 SET STORAGE EXTERNAL, ALTER COLUMN avif_640 SET STORAGE EXTERNAL,
  ALTER COLUMN webp_320 SET STORAGE EXTERNAL, ALTER COLUMN webp_640 SET STORAGE EXTERNAL;
-- What is shown can't be removed; who shows a photo is found when one product lets go of it.
ALTER TABLE products ADD FOREIGN KEY (tenant_id, photo_hash) REFERENCES photos (tenant_id, hash);
CREATE INDEX products_photo_hash_idx ON products (tenant_id, photo_hash) WHERE photo_hash IS NOT NULL;

-- One picture, in one round trip; NULL where the tenant has none of this hash.
CREATE FUNCTION read_photo(p_tenant uuid, p_hash text, p_name text) RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  RETURN (
    SELECT CASE p_name
      WHEN 'avif_320' THEN p.avif_320 WHEN 'avif_640' THEN p.avif_640
      WHEN 'webp_320' THEN p.webp_320 WHEN 'webp_640' THEN p.webp_640 END
    FROM photos p WHERE p.tenant_id = p_tenant AND p.hash = p_hash);
END $$;

CREATE OR REPLACE FUNCTION read_menu(p_tenant uuid, p_outlet uuid) RETURNS json LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  RETURN (
    SELECT json_build_object(
      'version', v.version,
      'changed_at', v.changed_at,
      'tenant', json_build_object('id', t.id, 'name', t.name, 'business_type', t.business_type),
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
          'photo_hash', p.photo_hash, 'available', coalesce(op.available, true), 'groups', coalesce(l.groups, '[]'),
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
