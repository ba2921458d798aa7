-- An outlet that is switched off sells nothing new (F-16): its menu says so.
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
          'variants', coalesce(w.variants, '[]')) ORDER BY p.position, p.name, p.id)
        FROM products p
        LEFT JOIN outlet_products op ON op.tenant_id = p_tenant AND op.outlet_id = p_outlet AND op.product_id = p.id
        LEFT JOIN (
          SELECT k.product_id, json_agg(k.group_id ORDER BY k.position, k.group_id) AS groups
          FROM product_modifier_groups k WHERE k.tenant_id = p_tenant GROUP BY k.product_id
        ) l ON l.product_id = p.id
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
