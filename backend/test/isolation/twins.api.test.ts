import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import type { Route } from '../../src/platform/http';
import { startTestApp } from '../setup';
import type { ApiAnswer, TestApp, TestTenant } from '../setup';
import { labelled, pathOf } from './path-of';
import { queriesOf, sample } from './sample';
import { digestOf, furnish, openOutlet, twinIds } from './twin-world';

const ids = twinIds();
const MARKERS = ['PUNYAAGUNG', 'PUNYABUDI'] as const;
interface Twin {
  tenant: TestTenant;
  marker: string;
  others: string;
}

let app: TestApp;
let twins: [Twin, Twin];
/** The paths that are the same for both, found before anything is changed. */
const paths = new Map<Route, string>();

/** What names of parameters and properties stand for; both twins send the same. */
const known = (marker: string) => ({
  outletId: ids.outlet,
  stationId: ids.station,
  categoryId: ids.category,
  productId: ids.product,
  variantId: ids.variant,
  optionId: ids.option,
  modifierGroupIds: [ids.group],
  q: 'Kopi',
  from: '2020-01-01',
  to: '2020-12-31',
  name: `Baru ${marker}`,
  note: `Baru ${marker}`,
  reason: `Baru ${marker}`,
});

beforeAll(async () => {
  app = await startTestApp();
  const [a, b] = [
    await app.registerTenant({ ownerName: `Pemilik ${MARKERS[0]}`, outletName: `Pusat ${MARKERS[0]}` }),
    await app.registerTenant({ ownerName: `Pemilik ${MARKERS[1]}`, outletName: `Pusat ${MARKERS[1]}` }),
  ];
  twins = [
    { tenant: a, marker: MARKERS[0], others: MARKERS[1] },
    { tenant: b, marker: MARKERS[1], others: MARKERS[0] },
  ];
  for (const { tenant, marker } of twins) {
    await openOutlet(tenant, ids, marker);
    await furnish(tenant, ids, marker);
  }
  for (const route of routes) {
    if (route.public || route.permission.startsWith('platform:')) continue;
    if (!route.path.includes(':')) paths.set(route, route.path);
    else {
      const chosen = await Promise.all(
        twins.map(({ tenant }) =>
          pathOf(
            route,
            { api: tenant.api, outletId: ids.outlet },
            (entities) =>
              entities.find(({ id }) => id === ids.order) ??
              entities.find(({ id }) => Object.values(ids).includes(id)) ??
              entities[0],
          ),
        ),
      );
      // What the server names itself (tickets, people, sessions) differs; the other suites walk those.
      if (chosen[0]!.path === chosen[1]!.path) paths.set(route, chosen[0]!.path);
    }
  }
});
afterAll(() => app.stop());

/** The changes that went through, in both. */
const done: string[] = [];
const withPath = (route: Route): string => paths.get(route) ?? '';

async function ask(twin: Twin, path: string): Promise<ApiAnswer> {
  const answer = await twin.tenant.api('GET', path);
  expect(answer.text).not.toContain(twin.others);
  return answer;
}

const reading = routes.filter((route) => route.method === 'get' && !route.public);
const writing = routes.filter(
  (route) => route.method !== 'get' && !route.public && route.permission !== 'profile:manage',
);
// What is removed goes last, and an outlet after what stands in it.
const changing = [
  ...writing.filter(({ method }) => method !== 'delete'),
  ...writing.filter(({ method }) => method === 'delete').reverse(),
];

describe('two tenants that chose the same ids for everything', () => {
  test('F-01 ISO-03 the walk reaches what has ids', () => {
    const reached = [...paths.keys()].map(({ path }) => path);
    for (const path of [
      '/users/:id',
      '/orders/:id',
      '/orders/:id/items/:itemId',
      '/shifts/:id/report',
      '/outlets/:id',
    ])
      expect(reached).toContain(path);
  });

  test.each(reading.map(labelled))('F-01 ISO-04 %s shows each its own', async (_label, route) => {
    if (!paths.has(route)) return;
    for (const search of queriesOf(route, known(''))) {
      const answers = [];
      for (const twin of twins) answers.push(await ask(twin, withPath(route) + search));
      const statuses = answers.map(({ status }) => status);
      expect(statuses[0]).toBe(statuses[1]);
      expect(statuses[0]).toBeLessThan(500);
    }
  });

  test.each(['json', 'html', 'escpos'])('F-01 the receipt as %s is of one’s own sale', async (format) => {
    for (const twin of twins) {
      const { status, text } = await ask(twin, `/orders/${ids.paid}/receipt?format=${format}`);
      expect([status, text.includes(twin.marker)]).toEqual([200, true]);
    }
  });

  test('F-01 CAT-06 a menu known by its ETag is not the other tenant’s menu', async () => {
    const path = `/menu?outletId=${ids.outlet}`;
    const [mine, theirs] = [await ask(twins[0], path), await ask(twins[1], path)];
    expect(mine.headers.get('etag')).not.toBe(theirs.headers.get('etag'));
    const etag = mine.headers.get('etag')!;
    expect((await twins[0].tenant.api('GET', path, undefined, { 'If-None-Match': etag })).status).toBe(304);
    const answer = await twins[1].tenant.api('GET', path, undefined, { 'If-None-Match': etag });
    expect([answer.status, answer.text.includes(MARKERS[1])]).toEqual([200, true]);
  });

  test.each(changing.map(labelled))(
    'F-01 ISO-04 %s changes each only its own, and answers both alike',
    async (_label, route) => {
      if (!paths.has(route) || route.upload) return;
      const key = uuidv7();
      const id = uuidv7();
      const statuses = [];
      for (const [twin, other] of [twins, [...twins].reverse()] as [Twin, Twin][]) {
        const before = await digestOf(app, other.tenant.tenantId);
        const body = route.body ? sample(route.body.json, { ...known(twin.marker), id }) : undefined;
        const answer = await twin.tenant.api(route.method.toUpperCase(), withPath(route), body, {
          'Idempotency-Key': key,
        });
        statuses.push(answer.status);
        expect(answer.headers.get('Idempotent-Replayed')).toBeNull();
        expect(answer.text).not.toContain(twin.others);
        expect(await digestOf(app, other.tenant.tenantId)).toBe(before);
      }
      expect(statuses[0]).toBe(statuses[1]);
      expect(statuses[0]).toBeLessThan(500);
      if (statuses[0]! < 300) done.push(route.path);
    },
  );

  test('F-01 most changes of the walk were real ones', () => {
    expect(done).toEqual(
      expect.arrayContaining(['/users', '/orders', '/outlets', '/products/:id', '/shifts/:id/close']),
    );
    expect(done.length).toBeGreaterThan(15);
  });
});
