import { request } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import type { Field, Route } from '../../src/platform/http';
import { bodyLimitOf } from '../../src/platform/http';
import { sample } from '../isolation/sample';
import { startTestApp } from '../setup';
import type { Caller, TestApp, TestTenant } from '../setup';

const SUPER = { email: 'penjaga@meja.test', password: 'layar-dapur-terang-55' };

let app: TestApp;
let tenant: TestTenant;
let guardian: Caller;

beforeAll(async () => {
  app = await startTestApp({ superAdmin: SUPER });
  const { ensureSuperAdmin } = await import('../../src/modules/auth');
  await ensureSuperAdmin();
  tenant = await app.registerTenant();
  const signedIn = await app.api('POST', '/auth/login', SUPER);
  guardian = app.as(signedIn.body.data.accessToken as string);
});
afterAll(() => app.stop());

const callerFor = (route: Route): Caller =>
  route.permission?.startsWith('platform:') ? guardian : tenant.api;
const labelled = (route: Route): [string, Route] => [`${route.method.toUpperCase()} ${route.path}`, route];
const known = () => ({ outletId: tenant.outletId, from: '2026-01-01', to: '2026-01-31', groupBy: 'day' });

/** A request whose path goes out as it is written; `fetch` would tidy it up. */
function raw(method: string, path: string): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.baseUrl);
    const out = request({ hostname, port, method, path, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => {
        const code = text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined;
        resolve({ status: answer.statusCode ?? 0, code: code ?? '' });
      });
    });
    out.on('error', reject);
    out.end();
  });
}

/** Other ways to write a path, each of which somebody has taken for the same. */
const spellings = (path: string): string[] => {
  const at = path.lastIndexOf('/');
  const [head, tail] = [path.slice(0, at), path.slice(at + 1)];
  const hex = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`;
  return [
    path.toUpperCase(),
    `/api/v1${path.slice(7).toUpperCase()}`,
    `${head}/${tail[0]!.toUpperCase()}${tail.slice(1)}`,
    `${path}/`,
    `${path}//`,
    `${head}//${tail}`,
    `/${path}`,
    `${head}/${hex(tail[0]!)}${tail.slice(1)}`,
    path.replace('/v1/', `/v1/${hex(path[8]!)}`).replace(`${hex(path[8]!)}${path[8]}`, hex(path[8]!)),
    `${head}%2f${tail}`,
    `${head}/./${tail}`,
    `${head}/x/../${tail}`,
    `${head}/%2e/${tail}`,
    `${path};a=1`,
    `${path}%00`,
    `${path}.json`,
    path.replace('/api/', '/api/./'),
    path.replace('/api/', '/api//'),
    path.replace('/api/', '/API/'),
    // A digit has no capital.
  ].filter((spelling) => spelling !== path);
};

describe('F-48 paths', () => {
  const limited = routes.filter(
    ({ limit, path }) => (limit || path.startsWith('/auth/')) && !path.includes(':'),
  );
  test.each(limited.map(labelled))('F-48 SEC-02 %s has one spelling', async (_, route) => {
    const path = `/api/v1${route.path}`;
    const served: string[] = [];
    for (const spelling of spellings(path)) {
      const { status, code } = await raw(route.method.toUpperCase(), spelling);
      // What looks like an id there may be another route's, which the caller is then refused by name.
      const isElsewhere = code === 'not_found' || code === 'method_not_allowed';
      if (!isElsewhere) served.push(`${spelling} ${status} ${code}`);
    }
    expect(served).toEqual([]);
  });
});

const ODD_TEXTS = [
  '%',
  '_',
  '%25',
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%FF',
  '%F0%28',
  '\\',
  "'",
  '%22',
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '294276-12-31T23:59:59Z',
  '2026-02-30',
  '-0',
  '-1',
  '1e309',
  'NaN',
  '99999999999999999999',
  'null',
  '[]',
  '{}',
  'x'.repeat(3000),
  'AAAA',
  Buffer.from('["\\u0000","x"]').toString('base64url'),
  Buffer.from('[1e400]').toString('base64url'),
  Buffer.from('["0000-01-01T00:00:00Z","018f0000-0000-7000-8000-00000000000a"]').toString('base64url'),
  Buffer.from('["-271821-04-20","018f0000-0000-7000-8000-00000000000a"]').toString('base64url'),
];

const required = (shape: Record<string, Field> | undefined, except: string) =>
  Object.entries(shape ?? {})
    .filter(([name, field]) => !field.isOptional && name !== except)
    .map(([name, field]) => `${name}=${String(sample(field.json, known(), name))}`);

describe('F-48 values', () => {
  const asked = routes.filter((route) => route.query);
  test.each(asked.map(labelled))('F-48 SEC-03 no value of a parameter of %s is a fault', async (_, route) => {
    const path = route.path.replace(/:\w+/g, () => uuidv7());
    for (const name of Object.keys(route.query!)) {
      const rest = required(route.query, name);
      const values = [...ODD_TEXTS, `1&${name}=2`, `1&${name}[]=2`, `1&${name}[a]=2`];
      const faults = values.map(async (value) => {
        const search = [...rest, `${name}=${value}`].join('&');
        const { status } = await callerFor(route)(route.method.toUpperCase(), `${path}?${search}`);
        return [200, 304, 400, 404, 422, 429].includes(status) ? [] : [`${status} ${search}`];
      });
      expect((await Promise.all(faults)).flat()).toEqual([]);
    }
  });

  test.each(routes.filter((route) => route.path.includes(':')).map(labelled))(
    'F-48 SEC-03 no id in the path of %s is a fault',
    async (_, route) => {
      for (const value of ['%', '%00', '%FF', '%ED%A0%80', '-0', '0000-01-01', "'", 'x'.repeat(3000)]) {
        const path = route.path.replace(/:\w+/g, value);
        const body = route.method === 'get' ? undefined : {};
        const { status } = await callerFor(route)(route.method.toUpperCase(), path, body);
        expect([value, status < 500]).toEqual([value, true]);
      }
    },
  );

  const ODD_VALUES = [
    '"a\\u0000b"',
    '"\\ud800"',
    '"%"',
    '"0000-01-01T00:00:00Z"',
    '"9999-12-31T23:59:60Z"',
    '-0',
    '1e309',
    '-1e309',
    '9007199254740993',
    '0.1',
    'true',
    '[]',
    '[[]]',
    '{}',
    '[null]',
    '{"__proto__":1}',
    `"${'x'.repeat(5000)}"`,
  ];
  /** Those that may be right in a field, so that they come further than the check. */
  const PASSING = ['"%"', '-0', '[]', '{}'];
  const told = routes.filter((route) => route.body && !route.path.startsWith('/auth/logout'));
  test.each(told.map(labelled))('F-48 SEC-03 no value in a body of %s is a fault', async (_, route) => {
    const path = route.path.replace(/:\w+/g, () => uuidv7());
    const body = sample(route.body!.json, known()) as Record<string, unknown>;
    const names = Object.keys(route.body!.json.properties ?? {});
    const isFault = async (label: string, text: string) =>
      (await callerFor(route)(route.method.toUpperCase(), path, text)).status < 500 ? [] : [label];
    const everywhere = ODD_VALUES.map((value) =>
      isFault(value, `{${names.map((name) => `"${name}":${value}`).join(',')}}`),
    );
    const alone = names.flatMap((name) =>
      PASSING.map((value) =>
        isFault(
          `${name} ${value}`,
          JSON.stringify({ ...body, [name]: 0 }).replace(`"${name}":0`, `"${name}":${value}`),
        ),
      ),
    );
    expect((await Promise.all([...everywhere, ...alone])).flat()).toEqual([]);
  });

  test('F-48 RPT-01 a search for % or _ finds what is called so and nothing else', async () => {
    const { api } = await app.registerTenant();
    for (const name of ['Diskon 50% Kopi', 'Kopi_Susu', 'Teh Manis'])
      expect((await api('POST', '/products', { name, price: 10_000 })).status).toBe(201);
    const found = async (q: string) =>
      ((await api('GET', `/products?q=${q}`)).body.data as { name: string }[]).map(({ name }) => name);
    expect([await found('%25'), await found('_')]).toEqual([['Diskon 50% Kopi'], ['Kopi_Susu']]);
  });
});

describe('F-48 bodies', () => {
  const changing = routes.filter((route) => route.method !== 'get' && !route.upload);
  const deep = '['.repeat(9_000) + ']'.repeat(9_000);

  test.each(changing.filter((route) => !route.path.startsWith('/auth/logout')).map(labelled))(
    'F-48 SEC-03 %s refuses what is nested 9,000 deep and what is too large, and says what fits',
    async (_, route) => {
      const path = route.path.replace(/:\w+/g, () => uuidv7());
      const nested = await callerFor(route)(route.method.toUpperCase(), path, deep);
      expect([nested.status, nested.body.code]).toEqual([400, 'malformed_json']);
      const limit = bodyLimitOf(route);
      const large = JSON.stringify({ note: 'x'.repeat(limit) });
      const answer = await callerFor(route)(route.method.toUpperCase(), path, large);
      expect([answer.status, answer.body.code]).toEqual([413, 'payload_too_large']);
      expect(answer.body.detail).toContain(limit > 100_000 ? '2 MB' : '64 KB');
    },
  );

  test('F-48 SEC-03 signing out takes no nesting either', async () => {
    const { status, body } = await app.api('POST', '/auth/logout', deep, { origin: app.baseUrl });
    expect([status, body.code]).toEqual([400, 'malformed_json']);
  });

  test('F-48 SEC-03 a stranger’s megabytes are refused unread', async () => {
    const { status } = await app.api('POST', '/orders', JSON.stringify({ note: 'x'.repeat(3_000_000) }));
    expect(status).toBe(401);
  });
});
