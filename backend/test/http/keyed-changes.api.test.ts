import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import { ensureSuperAdmin } from '../../src/modules/auth';
import { changesSomething } from '../../src/platform/http';
import type { Route } from '../../src/platform/http';
import { sample } from '../isolation/sample';
import { startTestApp } from '../setup';
import type { Caller, TestApp, TestTenant } from '../setup';

const superAdmin = { email: 'pusat@contoh.test', password: 'gerobak-merah-tua-19' };
let app: TestApp;
let tenant: TestTenant;
/** Of the service's owner, and whom they act upon. */
let service: Caller;
let other: TestTenant;
beforeAll(async () => {
  app = await startTestApp({ superAdmin });
  tenant = await app.registerTenant();
  other = await app.registerTenant();
  await ensureSuperAdmin();
  service = app.as((await app.api('POST', '/auth/login', superAdmin)).body.data.accessToken);
});
afterAll(() => app.stop());

const ENDS_THE_SESSION = /^\/auth\/(logout|logout-all|password|refresh|sessions|switch-tenant)/;
/** What is not required, but makes a route do what it else would not. */
const MORE: Record<string, object> = {
  'post /users': { pin: '482915' },
  'patch /users/:id': { pin: '482915', name: 'Sari', role: 'CASHIER' },
  'patch /outlets/:id': { name: 'Cabang' },
};
const changes = routes.filter((route) => changesSomething(route) && !route.upload);
const label = ({ method, path }: Route) => `${method} ${path}`;

/** A path to something of the tenant's own where a list shows any, so that the handler gets to its work. */
async function pathOf(route: Route, of: TestTenant): Promise<string> {
  const [, base] = /^(.*?)\/:id/.exec(route.path) ?? [];
  if (base === undefined) return route.path;
  const { body } = await of.api('GET', `${base}?outletId=${of.outletId}`);
  const rows = (body?.data ?? (await of.api('GET', base)).body?.data ?? []) as { id: string }[];
  // Last: of people and outlets, not the one that everything hangs on.
  const id = Array.isArray(rows) ? (rows.at(-1)?.id ?? uuidv7()) : uuidv7();
  return route.path.replace(':id', id).replace(/:\w+/g, () => uuidv7());
}

test.each(changes.map((route) => [label(route), route] as const))(
  'F-03 SELL-11 %s under a key, by somebody signed in, works in one transaction: no second door, no hash inside',
  async (name, route) => {
    const own = ENDS_THE_SESSION.test(route.path) ? await app.registerTenant() : tenant;
    if (name.startsWith('post /users')) await own.staff('CASHIER');
    const known = { outletId: own.outletId, outletIds: [], currentPassword: own.password };
    const body = route.body && { ...(sample(route.body.json, known) as object), ...MORE[name] };
    const isOfService = !route.public && route.permission.startsWith('platform:');
    const path = isOfService
      ? route.path.replace(':id', other.tenantId).replace(/:\w+/g, () => uuidv7())
      : await pathOf(route, own);
    const api = isOfService ? service : own.api;
    const key = { 'idempotency-key': uuidv7() };
    for (const time of ['first', 'again']) {
      const { status, text } = await api(route.method.toUpperCase(), path, body, key);
      expect({ time, fault: status >= 500 ? text : null }).toEqual({ time, fault: null });
      // Refused at the door, it would prove nothing.
      if (!route.path.startsWith('/auth/')) expect([401, 403]).not.toContain(status);
    }
  },
);
