import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { hashPassword, hashPin, verifyPassword, verifyPin } from '../../auth';
import { afterCommit, callAsApp, db, withTenant } from '..';
import { callAsPlatform, withOwnConnection, withPlatform } from '../platform-door';

let app: TestApp;
let one: TestTenant;
let two: TestTenant;
beforeAll(async () => {
  // One connection: whatever took a second one inside a transaction would wait for itself.
  app = await startTestApp({ databasePoolSize: 1 });
  [one, two] = [await app.registerTenant(), await app.registerTenant()];
});
afterAll(() => app.stop());

const version = (tenantId: string) =>
  callAsApp<{ version: string }>(tenantId, 'door-version', 'SELECT read_catalog_version($1) AS version', [
    tenantId,
  ]);
const reaches = () => Promise.resolve('reached');
const inside = <T>(fn: () => Promise<T>) => withTenant(one.tenantId, fn);
const nobody = uuidv7();

describe('the doors to the database', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['withTenant of another tenant', () => inside(() => withTenant(two.tenantId, reaches))],
    ['withPlatform', () => inside(() => withPlatform(reaches))],
    ['withPlatform set to the tenant', () => inside(() => withPlatform(reaches, one.tenantId))],
    ['callAsPlatform', () => inside(() => callAsPlatform('door-1', 'SELECT 1 AS n', []))],
    ['callAsApp for another tenant', () => inside(() => version(two.tenantId))],
    ['a connection of one’s own', () => inside(() => withOwnConnection(reaches))],
  ])('F-03 ISO-01 %s inside a tenant’s transaction throws', async (_name, run) => {
    await expect(run()).rejects.toThrow(/inside|is open/);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['withTenant', () => withTenant(one.tenantId, reaches)],
    ['withPlatform for a tenant', () => withPlatform(reaches, one.tenantId)],
    ['callAsApp', () => version(one.tenantId)],
  ])('F-03 ISO-01 %s inside a transaction that sees every tenant throws', async (_name, run) => {
    await expect(withPlatform(run)).rejects.toThrow(/inside|is open/);
  });

  test('F-03 what may be nested joins: one connection, one transaction, undone together', async () => {
    const name = `Dapur ${uuidv7()}`;
    const undone = inside(async () => {
      await withTenant(one.tenantId, async () => {
        await db().station.create({ data: { id: uuidv7(), name } });
      });
      const text = 'SELECT count(*) AS n, 1.50::numeric AS share FROM stations WHERE name = $1';
      const seen = await callAsApp(one.tenantId, 'door-stations', text, [name]);
      expect(seen).toEqual([{ n: '1', share: '1.5' }]);
      expect((await version(one.tenantId))[0]!.version).toMatch(/^\d+$/);
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await app.sql('SELECT FROM stations WHERE name = $1', [name])).toHaveLength(0);
    expect(await withPlatform(() => callAsPlatform('door-2', 'SELECT 2 AS n', []))).toEqual([{ n: 2 }]);
  });

  test('F-03 what a transaction started and nobody waited for can not use it after its end', async () => {
    let goOn = () => {};
    const over = new Promise<void>((resolve) => (goOn = resolve));
    const late = await inside(async () => ({
      query: over.then(() => db().station.count()),
      hook: over.then(() => afterCommit(() => undefined)),
      other: over.then(() => withTenant(two.tenantId, reaches)),
    }));
    goOn();
    await expect(late.query).rejects.toThrow('after it has ended');
    await expect(late.hook).rejects.toThrow('outside a transaction');
    expect(await late.other).toBe('reached');
  });

  test.each<[string, () => Promise<unknown>]>([
    ['hashPassword', () => hashPassword('kopi-tubruk-hangat-71')],
    ['verifyPassword', () => verifyPassword('kopi-tubruk-hangat-71', null)],
    ['hashPin', () => hashPin('482915')],
    ['verifyPin', () => verifyPin('482915', null)],
  ])('F-03 %s inside a transaction throws', async (_name, run) => {
    await expect(inside(run)).rejects.toThrow('inside an open transaction');
    await expect(withPlatform(run)).rejects.toThrow('inside an open transaction');
    await run();
  });

  test('F-03 a tenant that does not exist has an empty database, not an error', async () => {
    expect(await withTenant(nobody, () => db().station.count())).toBe(0);
  });
});
