import { v7 as uuidv7 } from 'uuid';
import type { ApiAnswer, TestApp, TestTenant } from '../setup';

const THINGS = [
  'outlet',
  'person',
  'station',
  'terminal',
  'apiKey',
  'category',
  'group',
  'option',
  'product',
  'variant',
  'shift',
  'movement',
  'order',
  'item',
  'payment',
  'paid',
  'paidItem',
  'paidPayment',
] as const;
export type TwinIds = Record<(typeof THINGS)[number], string>;

/** One id for each thing, for two tenants to choose. */
export const twinIds = () => Object.fromEntries(THINGS.map((thing) => [thing, uuidv7()])) as TwinIds;

function must({ status, text }: ApiAnswer): void {
  if (status >= 300) throw new Error(`answered ${status}: ${text}`);
}

/** Opens the outlet that both have. */
export async function openOutlet({ api }: TestTenant, ids: TwinIds, marker: string): Promise<void> {
  const body = { id: ids.outlet, name: `Cabang ${marker}`, code: 'K2', address: `Jalan ${marker}` };
  must(await api('POST', '/outlets', body));
}

/**
 * Fills the outlet with one of everything under the given ids. Every text carries the marker: where it is read by
 * another, something leaked.
 */
export async function furnish({ api }: TestTenant, ids: TwinIds, marker: string): Promise<void> {
  const text = (what: string) => `${what} ${marker}`;
  const post = async (path: string, body: object) => must(await api('POST', path, body));
  must(
    await api('PATCH', '/settings', {
      businessName: text('Kedai'),
      address: text('Jalan'),
      receiptHeader: text('Selamat datang'),
      receiptFooter: text('Terima kasih'),
    }),
  );
  await post('/subscription/change', { planId: 'BASIC' });
  const { outlet: outletId, category: categoryId } = ids;
  const email = `kasir-${marker.toLowerCase()}@contoh.test`;
  await post('/users', {
    id: ids.person,
    email,
    name: text('Kasir'),
    role: 'CASHIER',
    outletIds: [outletId],
  });
  await post('/stations', { id: ids.station, name: text('Dapur'), outletId });
  await post('/terminals', { id: ids.terminal, name: text('Kasir'), outletId });
  await post('/api-keys', { id: ids.apiKey, name: text('Kunci'), scopes: ['order:read'] });
  await post('/categories', { id: categoryId, name: text('Minuman') });
  const options = [{ id: ids.option, name: text('Gula'), price: 500 }];
  await post('/modifier-groups', { id: ids.group, name: text('Pilihan'), min: 0, max: 1, options });
  await post('/products', {
    id: ids.product,
    name: text('Kopi'),
    description: text('Panas'),
    categoryId,
    stationId: ids.station,
    price: 20_000,
    sku: 'SKU-1',
    barcode: '8990001112223',
    modifierGroupIds: [ids.group],
    variants: [{ id: ids.variant, name: text('Besar'), price: 25_000, sku: 'SKU-1-B' }],
  });
  must(
    await api('PUT', `/products/${ids.product}/availability`, { outletId, available: true, price: 21_000 }),
  );
  await post('/shifts/open', { id: ids.shift, outletId, openingFloat: 100_000 });
  const movement = { id: ids.movement, direction: 'IN', amount: 5_000, reason: text('Receh') };
  await post(`/shifts/${ids.shift}/cash-movements`, movement);
  const sale = (id: string, itemId: string) => ({
    id,
    outletId,
    type: 'DINE_IN',
    tableName: text('Meja'),
    queueName: text('Bu'),
    note: text('Pesan'),
    submit: true,
    items: [
      {
        id: itemId,
        productId: ids.product,
        variantId: ids.variant,
        quantity: 1,
        modifiers: [{ optionId: ids.option }],
        note: text('Catatan'),
      },
    ],
  });
  const payment = { id: ids.paidPayment, method: 'QRIS', amount: 28_050, reference: text('Ref') };
  await post('/orders', { ...sale(ids.paid, ids.paidItem), payments: [payment] });
  await post('/orders', sale(ids.order, ids.item));
  await post(`/orders/${ids.order}/payments`, {
    id: ids.payment,
    method: 'CASH',
    amount: 1_000,
    tendered: 1_000,
  });
}

/** One digest over every row of a tenant; the time somebody was last seen is nobody's change. */
export async function digestOf(app: TestApp, tenantId: string): Promise<string> {
  const tables = await app.sql<{ name: string }>(`
    SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.column_name = 'tenant_id' AND c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1`);
  const parts = tables.map(
    ({ name }) => `SELECT '${name}' AS name, md5(string_agg((to_jsonb(t) - 'last_seen_at')::text, '|'
      ORDER BY to_jsonb(t)::text)) AS digest FROM ${name} t WHERE tenant_id = $1`,
  );
  const rows = await app.sql<{ name: string; digest: string | null }>(
    `${parts.join(' UNION ALL ')} UNION ALL SELECT 'tenants', md5(to_jsonb(t)::text) FROM tenants t WHERE id = $1`,
    [tenantId],
  );
  return rows.map(({ name, digest }) => `${name} ${digest}`).join('\n');
}
