import { ROLE_PERMISSIONS } from '@meja/domain';
import type { Role } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { routes } from '../../src/app/routes';
import { startTestApp } from '../setup';
import type { Caller, TestApp } from '../setup';
import { sample } from '../isolation/sample';

const ROLES = ['ADMIN_TENANT', 'SUPERVISOR', 'CASHIER', 'KITCHEN', 'SUPER_ADMIN'] as const satisfies Role[];
const SUPER = { email: 'penjaga@meja.test', password: 'layar-dapur-terang-55' };

let app: TestApp;
const callers = new Map<Role, Caller>();

beforeAll(async () => {
  app = await startTestApp({ superAdmin: SUPER });
  const { ensureSuperAdmin } = await import('../../src/modules/auth');
  await ensureSuperAdmin();
  const tenant = await app.registerTenant();
  callers.set('ADMIN_TENANT', tenant.api);
  for (const role of ['SUPERVISOR', 'CASHIER', 'KITCHEN'] as const)
    callers.set(role, (await tenant.staff(role)).api);
  const signedIn = await app.api('POST', '/auth/login', SUPER);
  callers.set('SUPER_ADMIN', app.as(signedIn.body.data.accessToken as string));
});
afterAll(() => app.stop());

// Signing out ends the session the other rows of the matrix need; its own tests cover it.
const guarded = routes.filter((route) => !route.public && !route.path.startsWith('/auth/logout'));

describe('every route for every role, from the one table', () => {
  test.each(guarded.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
    'AUTH-06 %s is open to those who hold its permission and to nobody else',
    async (_label, route) => {
      const path = route.path.replace(/:\w+/g, () => uuidv7());
      const body = route.body ? sample(route.body.json, { outletId: uuidv7() }) : undefined;
      const anonymous = await app.api(route.method.toUpperCase(), path, body);
      expect([anonymous.status, anonymous.body.code]).toEqual([401, 'unauthenticated']);
      for (const role of ROLES) {
        const held = ROLE_PERMISSIONS[role].includes(route.permission!);
        const { status, body: answer } = await callers.get(role)!(route.method.toUpperCase(), path, body);
        const refused = status === 403 && answer.code === 'forbidden';
        expect({ role, refused }).toEqual({ role, refused: !held });
        expect(status).toBeLessThan(500);
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
