/** Fifty businesses with ten people each, as `pnpm bench` asks of them. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { createKeyring, signToken } from '../../src/platform/auth/access-token';
import { REFERENCE_ADDRESS } from './requests';

export interface Person {
  token: string;
  userId: string;
}

export interface Shop {
  tenantId: string;
  outletId: string;
  /** Of each outlet, the first being `outletId`. */
  outletIds: string[];
  email: string;
  /** Any of them may do all that the bench asks. */
  people: Person[];
  /** One per outlet, who hears of that alone. */
  listeners: Person[];
  /** Handed over at the counter: no ticket. */
  ready: string[];
  /** Made by a station. */
  made: string[];
  /** What the counter's basket comes to in cash. */
  due: number;
  menuTag: string;
}

export interface World {
  port: number;
  shops: Shop[];
}

export const PASSWORD = 'bangku-panjang-kayu-jati-88';
const PEOPLE = 10;
const OUTLETS = 4;
const READY = 90;
const MADE = 30;
const TOKEN_MS = 6 * 3_600_000;

interface Told {
  data: unknown;
}

async function call<T>(port: number, token: string | null, method: string, path: string, body?: unknown) {
  const isForm = body instanceof FormData;
  const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers: {
      'x-forwarded-for': REFERENCE_ADDRESS,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 400)}`);
  const parsed = (text ? JSON.parse(text) : { data: null }) as Told;
  return { data: parsed.data as T, tag: response.headers.get('etag') ?? '' };
}

function priceList(station: string): string {
  const lines = ['name,category,price,station'];
  for (let index = 0; index < READY; index += 1)
    lines.push(`Roti ${index},Etalase ${index % 6},${8_000 + index * 500},`);
  for (let index = 0; index < MADE; index += 1)
    lines.push(`Masakan ${index},Dapur,${20_000 + index * 1_000},${station}`);
  return lines.join('\n');
}

async function openShop(port: number, number: number): Promise<Shop> {
  const email = `pemilik${number}-${randomUUID()}@bench.test`;
  const registration = {
    businessName: `Warung ${number}`,
    businessType: 'CAFE',
    ownerName: 'Pemilik',
    email,
    password: PASSWORD,
  };
  const { data } = await call<{
    accessToken: string;
    user: { id: string };
    tenant: { id: string };
    outlet: { id: string };
  }>(port, null, 'POST', '/auth/register', registration);
  const owner = <T>(method: string, path: string, body?: unknown) =>
    call<T>(port, data.accessToken, method, path, body);
  const outletIds = [data.outlet.id];
  for (let outlet = 1; outlet < OUTLETS; outlet += 1) {
    const made = await owner<{ id: string }>('POST', '/outlets', {
      name: `Cabang ${outlet}`,
      code: `C${outlet}`,
    });
    outletIds.push(made.data.id);
  }
  const stations = (await owner<{ id: string; name: string }[]>('GET', '/stations')).data;
  const station =
    stations[0] ?? (await owner<{ id: string; name: string }>('POST', '/stations', { name: 'Dapur' })).data;
  const form = new FormData();
  form.append('file', new Blob([priceList(station.name)], { type: 'text/csv' }), 'menu.csv');
  const imported = await owner<{ failed: number; errors: unknown[] }>(
    'POST',
    '/products/import?dryRun=false',
    form,
  );
  if (imported.data.failed)
    throw new Error(`menu not imported: ${JSON.stringify(imported.data.errors.slice(0, 2))}`);
  const menu = await owner<{ products: { id: string; name: string }[] }>(
    'GET',
    `/menu?outletId=${data.outlet.id}`,
  );
  const named = (word: string) =>
    menu.data.products.filter(({ name }) => name.startsWith(word)).map(({ id }) => id);
  const shop: Shop = {
    tenantId: data.tenant.id,
    outletId: data.outlet.id,
    outletIds,
    email,
    people: [{ token: data.accessToken, userId: data.user.id }],
    listeners: [],
    ready: named('Roti'),
    made: named('Masakan'),
    due: 0,
    menuTag: menu.tag,
  };
  const items = shop.ready.slice(0, 3).map((productId) => ({ productId, quantity: 1 }));
  const quote = await owner<{ cashDueTotal: number }>('POST', '/orders/quote', {
    outletId: shop.outletId,
    type: 'TAKEAWAY',
    items,
  });
  shop.due = quote.data.cashDueTotal;
  return shop;
}

/** More people of a shop, by rows: to hash a password for each would take minutes and measure nothing. */
async function addPeople(
  database: Client,
  ring: ReturnType<typeof createKeyring>,
  shop: Shop,
): Promise<void> {
  const add = async (role: 'ADMIN_TENANT' | 'SUPERVISOR', outletIds: string[]): Promise<Person> => {
    const [account, userId, sid] = [uuidv7(), uuidv7(), uuidv7()];
    const email = `${account}@bench.test`;
    await database.query(
      `INSERT INTO users (id, email, name, password_hash)
       SELECT $1, $2, 'Orang', password_hash FROM users WHERE email = $3`,
      [account, email, shop.email],
    );
    await database.query(
      `INSERT INTO memberships (tenant_id, user_id, account_id, email, name, role, outlet_ids)
       VALUES ($1, $2, $3, $4, 'Orang', $5, $6)`,
      [shop.tenantId, userId, account, email, role, outletIds],
    );
    await database.query(
      `INSERT INTO sessions (id, tenant_id, user_id, member_id, expires_at)
       VALUES ($1, $2, $3, $4, now() + interval '7 days')`,
      [sid, shop.tenantId, account, userId],
    );
    const claims = { sub: userId, sid, tid: shop.tenantId, role };
    return { userId, token: signToken(ring, claims, new Date(), TOKEN_MS) };
  };
  while (shop.people.length < PEOPLE) shop.people.push(await add('ADMIN_TENANT', []));
  for (const outletId of shop.outletIds) shop.listeners.push(await add('SUPERVISOR', [outletId]));
}

/** Opens the businesses through the API, two at a time; each of their people opens a shift. */
export async function openWorld(
  port: number,
  facts: { databaseUrl: string; secret: string; shops: number },
): Promise<World> {
  const shops: Shop[] = [];
  let number = 0;
  const open = async () => {
    while (number < facts.shops) shops.push(await openShop(port, number++));
  };
  await Promise.all([open(), open()]);
  const database = new Client({ connectionString: facts.databaseUrl });
  await database.connect();
  const ring = createKeyring([facts.secret]);
  for (const shop of shops) await addPeople(database, ring, shop);
  await database.query('ANALYZE');
  await database.end();
  for (const { outletId, people } of shops) {
    await Promise.all(
      people.map(({ token }) =>
        call(port, token, 'POST', '/shifts/open', { outletId, openingFloat: 500_000 }),
      ),
    );
  }
  return { port, shops };
}
