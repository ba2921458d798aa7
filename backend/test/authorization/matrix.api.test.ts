import { PERMISSIONS, ROLE_PERMISSIONS, reachOf } from '@meja/domain';
import type { Permission, Role } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import { startTestApp } from '../setup';
import type { Caller, TestApp } from '../setup';
import { sample } from '../isolation/sample';

const ROLES = ['ADMIN_TENANT', 'SUPERVISOR', 'CASHIER', 'KITCHEN', 'SUPER_ADMIN'] as const satisfies Role[];
const SUPER = { email: 'penjaga@meja.test', password: 'layar-dapur-terang-55' };

/** All that a key can be given, and one that was given next to nothing. */
const KEYS: Record<string, readonly Permission[]> = {
  'a key for everything': PERMISSIONS.filter(
    (name) => !['self', 'platform'].includes(reachOf(name)) && name !== 'api-key:manage',
  ),
  'a key for orders': ['order:read'],
};

let app: TestApp;
const callers = new Map<Role, Caller>();
const keys = new Map<string, Caller>();

beforeAll(async () => {
  app = await startTestApp({ superAdmin: SUPER });
  const { ensureSuperAdmin } = await import('../../src/modules/auth');
  await ensureSuperAdmin();
  const tenant = await app.registerTenant();
  callers.set('ADMIN_TENANT', tenant.api);
  for (const role of ['SUPERVISOR', 'CASHIER', 'KITCHEN'] as const)
    callers.set(role, (await tenant.staff(role)).api);
  for (const [name, scopes] of Object.entries(KEYS)) {
    const made = await tenant.api('POST', '/api-keys', { name, scopes });
    const key = made.body.data.key as string;
    keys.set(name, (method, path, body) => app.api(method, path, body, { 'X-Api-Key': key }));
  }
  const signedIn = await app.api('POST', '/auth/login', SUPER);
  callers.set('SUPER_ADMIN', app.as(signedIn.body.data.accessToken as string));
});
afterAll(() => app.stop());

// Signing out ends the session the other rows of the matrix need; its own tests cover it.
const guarded = routes.filter((route) => !route.public && !route.path.startsWith('/auth/logout'));

describe('every route for every role, from the one table', () => {
  test.each(guarded.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
    'AUTH-06 AUTH-10 %s is open to those who hold its permission and to nobody else',
    async (_label, route) => {
      const path = route.path.replace(/:\w+/g, () => uuidv7());
      const body = route.body ? sample(route.body.json, { outletId: uuidv7(), role: 'KITCHEN' }) : undefined;
      const anonymous = await app.api(route.method.toUpperCase(), path, body);
      expect([anonymous.status, anonymous.body.code]).toEqual([401, 'unauthenticated']);
      for (const role of ROLES) {
        const held = ROLE_PERMISSIONS[role].includes(route.permission!);
        const { status, body: answer } = await callers.get(role)!(route.method.toUpperCase(), path, body);
        const refused = status === 403 && answer.code === 'forbidden';
        expect({ role, refused }).toEqual({ role, refused: !held });
        expect(status).toBeLessThan(500);
      }
      for (const [name, scopes] of Object.entries(KEYS)) {
        const { status, body: answer } = await keys.get(name)!(route.method.toUpperCase(), path, body);
        const isOpen = scopes.includes(route.permission!);
        expect([name, status === 403 && answer.code === 'forbidden']).toEqual([name, !isOpen]);
        expect([name, status < 500 && status !== 401]).toEqual([name, true]);
      }
    },
  );
});

test('INT-01 the served document has every route, each with its permission', async () => {
  const { body } = await app.api('GET', '/openapi.json');
  const operations = Object.values(body.paths as Record<string, object>).flatMap((path) =>
    Object.values(path),
  );
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map((operation: { operationId: string }) => operation.operationId)).size).toBe(
    routes.length,
  );
});
