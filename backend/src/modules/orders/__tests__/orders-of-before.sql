-- Rows as the first version left them: 1 and 2 lost their last item (voided, taken off), 3 was voided as a whole,
-- 4 is sold, 5 is open.
BEGIN;
SELECT set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
INSERT INTO tenants (id, name, business_type, subscription_ends_at, created_at)
VALUES ('00000000-0000-7000-8000-000000000001', 'Kedai Lama', 'CAFE', now(), now());
INSERT INTO users (id, email, name, password_hash, created_at) VALUES
  ('00000000-0000-7000-8000-0000000000a1', 'kasir@contoh.test', 'Kasir', 'x', now()),
  ('00000000-0000-7000-8000-0000000000a2', 'pemilik@contoh.test', 'Pemilik', 'x', now());
INSERT INTO memberships (tenant_id, user_id, role, created_at)
SELECT '00000000-0000-7000-8000-000000000001', id, 'ADMIN_TENANT', now() FROM users;
INSERT INTO outlets (id, name, code, created_at) VALUES ('00000000-0000-7000-8000-0000000000b1', 'Pusat', '01', now());
INSERT INTO products (id, name, price, tax_class, created_at, updated_at)
VALUES ('00000000-0000-7000-8000-0000000000c1', 'Roti', 10000, 'PBJT', now(), now());
INSERT INTO orders (id, outlet_id, number, business_date, type, status, payment_status, subtotal, discount_total,
  service_charge, tax_total, tax_included_total, total, paid_total, taxes, steps, pricing_settings, cashier_id,
  cashier_name, request_hash, occurred_at, submitted_at, completed_at, voided_at, void_reason, voided_by, created_at,
  updated_at)
SELECT ('00000000-0000-7000-8000-0000000000d' || n)::uuid, '00000000-0000-7000-8000-0000000000b1', n, current_date,
  'TAKEAWAY', status, payment, total, 0, 0, 0, 0, total, CASE WHEN payment = 'PAID' THEN total ELSE 0 END, '[]', '[]',
  '{"currency":"IDR","taxClasses":[{"code":"PBJT","name":"PB1","kind":"PBJT","rate":1000,"inclusive":false}],"defaultTaxClass":"PBJT","serviceCharge":null,"cashRounding":null,"nonCashRounding":null}',
  '00000000-0000-7000-8000-0000000000a1', 'Kasir', 'x', now(), now(),
  CASE WHEN status = 'COMPLETED' THEN now() END, CASE WHEN n = 3 THEN now() END,
  CASE WHEN n = 3 THEN 'Salah meja' END,
  CASE WHEN n = 3 THEN '00000000-0000-7000-8000-0000000000a1'::uuid END, now(), now()
FROM (VALUES (1, 'VOIDED', 'PAID', 0), (2, 'VOIDED', 'PAID', 0), (3, 'VOIDED', 'UNPAID', 10000),
  (4, 'COMPLETED', 'PAID', 10000), (5, 'OPEN', 'UNPAID', 10000)) AS v (n, status, payment, total);
INSERT INTO order_items (id, order_id, position, product_id, name, unit, quantity_milli, unit_price, modifiers,
  tax_class, gross, line_discount, order_discount, net, service, tax, tax_included, total, sent_at, voided_at,
  void_reason)
SELECT gen_random_uuid(), o.id, 0, '00000000-0000-7000-8000-0000000000c1', 'Roti', 'PIECE', 1000, 10000, '[]', 'PBJT',
  10000, 0, 0, 10000, 0, 0, 0, 10000, now(), CASE WHEN o.number <= 3 THEN now() END,
  CASE o.number WHEN 1 THEN 'Tamu pergi' WHEN 2 THEN 'removed' WHEN 3 THEN 'Salah meja' END
FROM orders o;
INSERT INTO journal_entries (id, outlet_id, kind, order_id, business_date, occurred_at, created_at)
SELECT gen_random_uuid(), o.outlet_id, 'SALE', o.id, current_date, now(), now() FROM orders o WHERE o.number IN (1, 2, 4);
SELECT audit_append(jsonb_build_object('tenant_id', o.tenant_id, 'id', gen_random_uuid(), 'action', 'order.item.void',
  'actor_id', '00000000-0000-7000-8000-0000000000a2', 'actor_name', 'Pemilik', 'ip', '', 'user_agent', '',
  'entity', 'order', 'entity_id', o.id::text, 'before', NULL, 'after', NULL, 'occurred_at', now()))
FROM orders o WHERE o.number = 1;
COMMIT;
