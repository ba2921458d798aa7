import { SAMPLE_QRIS } from '@meja/domain/shop';
import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import { stockMenu } from '../../src/modules/orders/__tests__/orders.fixtures';
import type { Goods } from '../../src/modules/orders/__tests__/orders.fixtures';
import { config, setConfig } from '../../src/platform/config';
import { changesSomething } from '../../src/platform/http';
import { startSimulator } from '../factories/simulator';
import type { Simulator } from '../factories/simulator';
import { beginTwoFactor, enableTwoFactor } from '../factories/two-factor';
import { PICTURE, uploadAs } from '../factories/uploads';
import { startProvider } from '../oidc/provider';
import type { TestProvider } from '../oidc/provider';
import { labelled } from '../isolation/path-of';
import { startTestApp } from '../setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../setup';

let app: TestApp;
let provider: TestProvider;
let tenant: TestTenant;
let goods: Goods;
let simulator: Simulator;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
  simulator = await startSimulator(app);
  await simulator.use('MIDTRANS');
  // What it would tell of by itself is no part of these calls.
  await simulator.faults({ silent: true });
  provider = await startProvider(`${config().publicUrl}/oidc`);
  setConfig({ ...config(), oidc: provider.settings });
});
afterAll(async () => {
  await simulator.stop();
  await app.stop();
  await provider.stop();
});

/** Something to send, and another body for the same path. */
interface Scene {
  path: string;
  body?: unknown;
  other: unknown;
  api?: Caller;
}
type Made = { id: string; version: number; items: { id: string }[] };

async function make(path: string, body: object, api: Caller = tenant.api): Promise<Made> {
  const answer = await api('POST', path, body);
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: Made }).data;
}
const orderBody = () => ({
  outletId: tenant.outletId,
  type: 'DINE_IN',
  items: [
    { productId: goods.bread, quantity: 1 },
    { productId: goods.coffee, quantity: 1, modifiers: [{ optionId: goods.sugarLess }] },
  ],
});
const anOrder = (more: object = {}) => make('/orders', { ...orderBody(), ...more });
const member = () => ({
  email: `staf-${uuidv7()}@contoh.test`,
  name: 'Sari',
  role: 'CASHIER',
  outletIds: [],
});
const shiftOf = async (api: Caller) =>
  make('/shifts/open', { outletId: tenant.outletId, openingFloat: 50_000 }, api);
async function ticket(): Promise<{ id: string; items: { id: string }[] }> {
  const order = await anOrder({ submit: true });
  const { body } = await tenant.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`);
  return (body as { data: { id: string; orderId: string; items: { id: string }[] }[] }).data.find(
    ({ orderId }) => orderId === order.id,
  )!;
}

async function qrisPayment(): Promise<string> {
  const payments = [{ id: uuidv7(), method: 'QRIS', amount: 1_000 }];
  await anOrder({ submit: true, payments });
  return payments[0]!.id;
}

/** Somebody back from the provider, to link who they are there. */
async function identityScene() {
  const owner = await app.registerTenant();
  const begun = await owner.api('POST', '/auth/oidc/identity/start', { currentPassword: owner.password });
  const body = await provider.visit((begun.body as { data: { url: string } }).data.url, uuidv7());
  const cookie = begun.headers.getSetCookie()[0]!.split(';')[0]!;
  const api: Caller = (method, path, sent, headers) => owner.api(method, path, sent, { cookie, ...headers });
  return { path: '/auth/oidc/identity', body, other: { ...body, code: 'lain' }, api };
}

const creation = (path: string, body: (name: string) => object) => ({
  [`POST ${path}`]: () =>
    Promise.resolve({ path, body: body(`Satu ${uuidv7()}`), other: body(`Lain ${uuidv7()}`) }),
  [`PATCH ${path}/:id`]: async () => {
    const { id } = await make(path, body(`Tiga ${uuidv7()}`));
    return { path: `${path}/${id}`, body: { name: `Baru ${uuidv7()}` }, other: { name: `Beda ${uuidv7()}` } };
  },
  [`DELETE ${path}/:id`]: async () => {
    const { id } = await make(path, body(`Empat ${uuidv7()}`));
    return { path: `${path}/${id}`, other: { version: 7 } };
  },
});

/** A business of its own with an invoice to pay. */
async function owing(): Promise<{ api: Caller; path: string }> {
  const { api } = await app.registerTenant();
  const { body } = await api('POST', '/subscription/change', { planId: 'BASIC' });
  const { invoice } = (body as { data: { invoice: { id: string } } }).data;
  return { api, path: `/subscription/invoices/${invoice.id}/payment` };
}

/** For every route that changes something: a way to do it. */
const SCENES: Record<string, () => Promise<Scene>> = {
  ...creation('/outlets', (name) => ({ name })),
  ...creation('/users', (name) => ({ ...member(), name })),
  ...creation('/stations', (name) => ({ name })),
  ...creation('/categories', (name) => ({ name })),
  ...creation('/products', (name) => ({ name, price: 12_000 })),
  ...creation('/modifier-groups', (name) => ({
    name,
    min: 0,
    max: 1,
    options: [{ name: 'Besar', price: 2_000 }],
  })),
  'PATCH /settings': () =>
    Promise.resolve({
      path: '/settings',
      body: { receiptFooter: 'Sampai jumpa' },
      other: { receiptFooter: 'Dah' },
    }),
  'PATCH /onboarding': () =>
    Promise.resolve({ path: '/onboarding', body: { confirm: 'taxes' }, other: { hidden: true } }),
  'PUT /outlets/:id/qris': async () => {
    const { id } = await make('/outlets', { name: `Enam ${uuidv7()}` });
    return {
      path: `/outlets/${id}/qris`,
      body: { payload: SAMPLE_QRIS },
      other: { payload: SAMPLE_QRIS, version: 7 },
    };
  },
  'DELETE /outlets/:id/qris': async () => {
    const { id } = await make('/outlets', { name: `Tujuh ${uuidv7()}` });
    await tenant.api('PUT', `/outlets/${id}/qris`, { payload: SAMPLE_QRIS });
    return { path: `/outlets/${id}/qris`, other: { version: 7 } };
  },
  'POST /qris-payments/confirm': async () => ({
    path: '/qris-payments/confirm',
    body: { outletId: tenant.outletId, paymentIds: [await qrisPayment()] },
    other: { outletId: tenant.outletId, paymentIds: [await qrisPayment()] },
  }),
  'POST /qris-payments/withdraw': async () => {
    const body = { outletId: tenant.outletId, paymentIds: [await qrisPayment()] };
    await tenant.api('POST', '/qris-payments/confirm', body);
    return {
      path: '/qris-payments/withdraw',
      body,
      other: { outletId: tenant.outletId, paymentIds: [await qrisPayment()] },
    };
  },
  'POST /subscription/change': () =>
    Promise.resolve({ path: '/subscription/change', body: { planId: 'BASIC' }, other: { planId: 'PRO' } }),
  'DELETE /subscription/change': async () => {
    await tenant.api('POST', '/subscription/change', { planId: 'ENTERPRISE' });
    return { path: '/subscription/change', other: { version: 7 } };
  },
  'POST /subscription/addons': () =>
    Promise.resolve({
      path: '/subscription/addons',
      body: { addOnId: 'EXTRA_OUTLET', quantity: 1 },
      other: { addOnId: 'EXTRA_OUTLET', quantity: 2 },
    }),
  'POST /subscription/invoices/:id/payment': async () => ({
    ...(await owing()),
    body: { method: 'QRIS' },
    other: { method: 'PAGE' },
  }),
  'POST /subscription/invoices/:id/payment/check': async () => {
    const { api, path } = await owing();
    return { api, path: `${path}/check`, other: { version: 7 } };
  },
  'POST /starter-menu': () =>
    Promise.resolve({ path: '/starter-menu', body: { kind: 'SALON' }, other: { kind: 'WARUNG' } }),
  'DELETE /starter-menu': () =>
    Promise.resolve({ path: '/starter-menu', body: { kind: 'SALON' }, other: { kind: 'WARUNG' } }),
  'PUT /products/:id/availability': () =>
    Promise.resolve({
      path: `/products/${goods.beans}/availability`,
      body: { outletId: tenant.outletId, available: false },
      other: { outletId: tenant.outletId, available: true },
    }),
  'POST /orders': () =>
    Promise.resolve({ path: '/orders', body: orderBody(), other: { ...orderBody(), note: 'lain' } }),
  'PATCH /orders/:id': async () => ({
    path: `/orders/${(await anOrder()).id}`,
    body: { note: 'di teras' },
    other: { note: 'di dalam' },
  }),
  'POST /orders/:id/items': async () => ({
    path: `/orders/${(await anOrder()).id}/items`,
    body: { items: [{ productId: goods.bread, quantity: 2 }] },
    other: { items: [{ productId: goods.bread, quantity: 3 }] },
  }),
  'PATCH /orders/:id/items/:itemId': async () => {
    const { id, items } = await anOrder();
    return { path: `/orders/${id}/items/${items[0]!.id}`, body: { quantity: 2 }, other: { quantity: 3 } };
  },
  'DELETE /orders/:id/items/:itemId': async () => {
    const { id, items } = await anOrder();
    return { path: `/orders/${id}/items/${items[0]!.id}`, other: { version: 9 } };
  },
  'POST /orders/:id/submit': async () => ({
    path: `/orders/${(await anOrder()).id}/submit`,
    body: {},
    other: { version: 9 },
  }),
  'POST /orders/:id/payments': async () => ({
    path: `/orders/${(await anOrder()).id}/payments`,
    body: { method: 'CASH', amount: 1_000 },
    other: { method: 'CASH', amount: 2_000 },
  }),
  'POST /orders/:id/void': async () => ({
    path: `/orders/${(await anOrder({ submit: true })).id}/void`,
    body: { reason: 'salah pesan' },
    other: { reason: 'tamu pergi' },
  }),
  'POST /orders/:id/items/:itemId/change': async () => {
    const { id, items } = await anOrder({ submit: true });
    return {
      path: `/orders/${id}/items/${items[0]!.id}/change`,
      body: { quantity: 2 },
      other: { quantity: 3 },
    };
  },
  'POST /orders/:id/items/:itemId/void': async () => {
    const { id, items } = await anOrder({ submit: true });
    return {
      path: `/orders/${id}/items/${items[0]!.id}/void`,
      body: { reason: 'habis' },
      other: { reason: 'salah' },
    };
  },
  'POST /shifts/open': async () => {
    const { api } = await tenant.staff('CASHIER');
    const body = { outletId: tenant.outletId, openingFloat: 100_000 };
    return { path: '/shifts/open', body, other: { ...body, openingFloat: 5 }, api };
  },
  'POST /shifts/:id/cash-movements': async () => {
    const { api } = await tenant.staff('SUPERVISOR');
    const body = { direction: 'IN', amount: 20_000, reason: 'uang kecil' };
    const path = `/shifts/${(await shiftOf(api)).id}/cash-movements`;
    return { path, body, other: { ...body, amount: 30_000 }, api };
  },
  'POST /shifts/:id/close': async () => {
    const { api } = await tenant.staff('SUPERVISOR');
    const path = `/shifts/${(await shiftOf(api)).id}/close`;
    return { path, body: { counted: 50_000 }, other: { counted: 40_000 }, api };
  },
  'POST /kitchen/tickets/:id/status': async () => ({
    path: `/kitchen/tickets/${(await ticket()).id}/status`,
    body: { status: 'PREPARING' },
    other: { status: 'READY' },
  }),
  'POST /kitchen/tickets/:id/items/:itemId/status': async () => {
    const { id, items } = await ticket();
    return {
      path: `/kitchen/tickets/${id}/items/${items[0]!.id}/status`,
      body: { status: 'PREPARING' },
      other: { status: 'READY' },
    };
  },
  'POST /kitchen/tickets/:id/recall': async () => {
    const { id } = await ticket();
    await tenant.api('POST', `/kitchen/tickets/${id}/status`, { status: 'READY' });
    return { path: `/kitchen/tickets/${id}/recall`, body: {}, other: { version: 9 } };
  },
  'POST /auth/password': async () => {
    const owner = await app.registerTenant();
    const body = { currentPassword: owner.password, newPassword: 'jendela-biru-pagi-93' };
    return {
      path: '/auth/password',
      body,
      other: { ...body, newPassword: 'pintu-hijau-sore-27' },
      api: owner.api,
    };
  },
  'POST /auth/email/resend': async () => {
    const { api } = await app.registerTenant();
    return { path: '/auth/email/resend', body: {}, other: { version: 1 }, api };
  },
  'POST /auth/email': async () => {
    const { api, password } = await app.registerTenant();
    const body = { email: `baru-${uuidv7()}@contoh.test`, currentPassword: password };
    return { path: '/auth/email', body, other: { ...body, email: `lain-${body.email}` }, api };
  },
  'PATCH /auth/profile': async () => {
    const { api } = await app.registerTenant();
    return { path: '/auth/profile', body: { name: 'Rina Wati' }, other: { name: 'Rani' }, api };
  },
  'POST /auth/join': async () => {
    const stranger = await app.registerTenant();
    const made = await make('/users', { ...member(), email: stranger.email });
    const { temporaryPassword: code } = made as unknown as { temporaryPassword: string };
    return { path: '/auth/join', body: { code }, other: { code: `${code}2` }, api: stranger.api };
  },
  ...creation('/terminals', (name) => ({ name, outletId: tenant.outletId })),
  'POST /api-keys': () =>
    Promise.resolve({
      path: '/api-keys',
      body: { name: 'Toko daring', scopes: ['order:read'] },
      other: { name: 'Toko daring', scopes: ['menu:read'] },
    }),
  'DELETE /api-keys/:id': async () => ({
    path: `/api-keys/${(await make('/api-keys', { name: 'Lama', scopes: ['order:read'] })).id}`,
    other: { version: 7 },
  }),
  'POST /auth/pin/change': async () => {
    const owner = await app.registerTenant();
    const body = { currentPassword: owner.password, pin: '735190' };
    return { path: '/auth/pin/change', body, other: { ...body, pin: '284617' }, api: owner.api };
  },
  'POST /auth/2fa/setup': async () => {
    const { api } = await app.registerTenant();
    return { path: '/auth/2fa/setup', body: {}, other: { currentPassword: 'bukan-ini-1945' }, api };
  },
  'POST /auth/2fa/enable': async () => {
    const { api } = await app.registerTenant();
    const { code } = await beginTwoFactor(api);
    return { path: '/auth/2fa/enable', body: { code: code() }, other: { code: code(1) }, api };
  },
  'POST /auth/2fa/disable': async () => {
    const { api, password } = await app.registerTenant();
    const { code } = await enableTwoFactor(api);
    const body = { password, code: code(1) };
    return { path: '/auth/2fa/disable', body, other: { password, code: code(-1) }, api };
  },
  'POST /auth/2fa/recovery-codes': async () => {
    const { api, password } = await app.registerTenant();
    const { code } = await enableTwoFactor(api);
    const body = { password, code: code(1) };
    return { path: '/auth/2fa/recovery-codes', body, other: { password, code: code(-1) }, api };
  },
  'POST /auth/photo': async () => {
    const owner = await app.registerTenant();
    const api: Caller = (_method, path, body, headers) =>
      uploadAs(owner.api, path, body as Buffer, { headers });
    const other = Buffer.concat([PICTURE, Buffer.from('lain')]);
    return { path: '/auth/photo', body: PICTURE, other, api };
  },
  'DELETE /auth/photo': async () => {
    const { api } = await app.registerTenant();
    await uploadAs(api, '/auth/photo', PICTURE);
    return { path: '/auth/photo', other: { version: 1 }, api };
  },
  'POST /auth/oidc/identity': identityScene,
  'DELETE /auth/oidc/identity': async () => {
    const { path, body, api } = await identityScene();
    const linked = await api('POST', path, body);
    if (linked.status !== 200) throw new Error(`link answered ${linked.status}: ${linked.text}`);
    return { path, other: { version: 1 }, api };
  },
  'POST /announcements/dismiss': async () => {
    const id = uuidv7();
    await app.sql(
      `INSERT INTO announcements (id, kind, text, from_at, until_at, audience, readers, created_at, created_by)
       VALUES ($1, 'INFO', '{"id": "Halo", "en": "Hello"}', now() - interval '1 hour', now() + interval '1 hour', 'ALL',
               'EVERYBODY', now(), 'uji')`,
      [id],
    );
    return { path: '/announcements/dismiss', body: { id }, other: { id: uuidv7() } };
  },
  'POST /users/:id/temporary-password': async () => ({
    path: `/users/${(await make('/users', member())).id}/temporary-password`,
    body: {},
    other: { version: 9 },
  }),
  'DELETE /auth/sessions/:id': async () => {
    const owner = await app.registerTenant();
    await app.api('POST', '/auth/login', { email: owner.email, password: owner.password });
    const { body } = await owner.api('GET', '/auth/sessions');
    const { id } = (body as { data: { id: string; current: boolean }[] }).data.find(
      ({ current }) => !current,
    )!;
    return { path: `/auth/sessions/${id}`, other: { version: 1 }, api: owner.api };
  },
  'POST /products/import': () => {
    const form = (name: string, boundary: string) =>
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="file"; filename="produk.csv"',
        'Content-Type: text/csv',
        '',
        `name,price\r\n${name},12000`,
        `--${boundary}--`,
        '',
      ].join('\r\n');
    // Each sending has a boundary of its own, as a browser's has.
    const api: Caller = (method, path, body, headers) => {
      const boundary = `b${uuidv7()}`;
      const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      return tenant.api(method, path, form(String(body), boundary), { ...type, ...headers });
    };
    const name = `Impor ${uuidv7()}`;
    return Promise.resolve({ path: '/products/import', body: name, other: `${name} lain`, api });
  },
  'POST /settings/logo': () => {
    const api: Caller = (_method, path, body, headers) =>
      uploadAs(tenant.api, path, body as Buffer, { headers });
    const other = Buffer.concat([PICTURE, Buffer.from('lain')]);
    return Promise.resolve({ path: '/settings/logo', body: PICTURE, other, api });
  },
  'POST /products/:id/photo': async () => {
    const { id } = await make('/products', { name: 'Berfoto', price: 1_000 });
    const api: Caller = (_method, path, body, headers) =>
      uploadAs(tenant.api, path, body as Buffer, { headers });
    return {
      path: `/products/${id}/photo`,
      body: PICTURE,
      other: Buffer.concat([PICTURE, Buffer.from('lain')]),
      api,
    };
  },
};

/** Everything that stands, in any tenant, but when somebody was last seen. */
async function everything(): Promise<string[]> {
  const tables = await app.sql<{ name: string }>(`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name !~ '^(sessions|outbox_relay)$'`);
  const rows = await Promise.all(
    tables.map(({ name }) => app.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`)),
  );
  return rows.flat().map(({ row }) => row);
}

const shape = ({ status, text, headers }: ApiAnswer) => ({ status, text, etag: headers.get('etag') });
/** What an answer tells once is null when it is told again. */
const retold = (text: string) =>
  text.replace(
    /("(?:temporaryPassword|terminalToken|key|secret|otpauthUrl|recoveryCodes)":)(?:"[^"]*"|\[[^\]]*\])/g,
    '$1null',
  );

// Nobody can ask again with a session that has ended; sign-in, renewal and registration have no member to own a key.
const repeatable = routes.filter(
  (route) => changesSomething(route) && route.idempotency !== 'never' && !route.public,
);

test.each(repeatable.map(labelled))(
  'F-28 SELL-11 %s sent twice with one key happens once and answers the same; another body is refused',
  async (label, route) => {
    const scene = SCENES[label];
    if (!scene) throw new Error(`say in SCENES how ${label} is called`);
    const { path, body, other, api = tenant.api } = await scene();
    const method = route.method.toUpperCase();
    const key = { 'idempotency-key': uuidv7() };
    const first = await api(method, path, body, key);
    expect([200, 201, 202, 204].includes(first.status) || first.text).toBe(true);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    const before = await everything();
    const again = await api(method, path, body, key);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(shape(again)).toEqual({ ...shape(first), text: retold(first.text) });
    const another = await api(method, path, other, key);
    expect([another.status, another.body?.code]).toEqual([422, 'idempotency_key_reused']);
    expect(await everything()).toEqual(before);
  },
);

test('F-28 SELL-11 a submit that found nothing new is remembered as it was answered', async () => {
  const { id } = await anOrder({ submit: true });
  const key = { 'idempotency-key': uuidv7() };
  const first = await tenant.api('POST', `/orders/${id}/submit`, {}, key);
  expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([200, null]);
  await make(`/orders/${id}/items`, { items: [{ productId: goods.bread, quantity: 5 }] });
  const again = await tenant.api('POST', `/orders/${id}/submit`, {}, key);
  expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
});

test('F-28 CAT-04 a dry run and the import itself are two requests', async () => {
  const { path, body, api } = await SCENES['POST /products/import']!();
  const key = { 'idempotency-key': uuidv7() };
  expect((await api!('POST', `${path}?dryRun=true`, body, key)).status).toBe(200);
  const real = await api!('POST', path, body, key);
  expect([real.status, real.body.code]).toEqual([422, 'idempotency_key_reused']);
});
