import { ensureSuperAdmin } from '../../src/modules/auth';
import { startTestApp } from '../setup';
import type { Caller, TestApp } from '../setup';

export const superAdmin = { email: 'pusat@contoh.test', password: 'gerobak-merah-tua-19' };

/** The API with its super admin, who is signed in. */
export async function startWithSuperAdmin(
  overrides: Parameters<typeof startTestApp>[0] = {},
): Promise<{ app: TestApp; admin: Caller }> {
  const app = await startTestApp({ superAdmin, ...overrides });
  await ensureSuperAdmin();
  const { body } = await app.api('POST', '/auth/login', superAdmin);
  return { app, admin: app.as(body.data.accessToken as string) };
}
