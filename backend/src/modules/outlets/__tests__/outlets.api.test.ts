import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { TestApp } from '../../../../test/setup';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('outlets', () => {
  test('SAAS-01 outlets are added with a free code, changed by version, and removed softly', async () => {
    const tenant = await app.registerTenant();
    const id = uuidv7();
    const made = await tenant.api('POST', '/outlets', {
      id,
      name: 'Senja Bandung',
      timeZone: 'Asia/Jakarta',
    });
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({ id, code: '02', address: null, active: true, version: 1 });
    const again = await tenant.api('POST', '/outlets', {
      id,
      name: 'Senja Bandung',
      timeZone: 'Asia/Jakarta',
    });
    expect([again.status, again.body]).toEqual([201, made.body]);
    expect((await tenant.api('POST', '/outlets', { id, name: 'Dua kali' })).status).toBe(409);
    const taken = await tenant.api('POST', '/outlets', { name: 'Lain', code: '02' });
    expect([taken.status, taken.body.errors[0].path]).toEqual([422, 'code']);
    const zone = await tenant.api('POST', '/outlets', { name: 'Lain', timeZone: 'Asia/Atlantis' });
    expect(zone.body.errors[0]).toMatchObject({ path: 'timeZone', code: 'invalid_time_zone' });

    const changed = await tenant.api(
      'PATCH',
      `/outlets/${id}`,
      { phone: '022 123456' },
      { 'if-match': '"1"' },
    );
    expect(changed.body.data).toMatchObject({ name: 'Senja Bandung', phone: '022 123456', version: 2 });
    expect((await tenant.api('PATCH', `/outlets/${id}`, { name: 'X' }, { 'if-match': '"1"' })).status).toBe(
      412,
    );

    expect((await tenant.api('DELETE', `/outlets/${id}`)).status).toBe(204);
    expect((await tenant.api('GET', `/outlets/${id}`)).status).toBe(404);
    const [row] = await app.sql<{ deleted: boolean }>(
      'SELECT deleted_at IS NOT NULL AS deleted FROM outlets WHERE id = $1',
      [id],
    );
    expect(row!.deleted).toBe(true);
    const last = await tenant.api('DELETE', `/outlets/${tenant.outletId}`);
    expect([last.status, last.body.errors[0].code]).toEqual([422, 'not_allowed']);
  });

  test('SAAS-01 of two outlets removed at once one stays', async () => {
    const tenant = await app.registerTenant();
    const { id } = (await tenant.api('POST', '/outlets', { name: 'Kedua' })).body.data;
    const answers = await Promise.all([
      tenant.api('DELETE', `/outlets/${id}`),
      tenant.api('DELETE', `/outlets/${tenant.outletId}`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422]);
  });

  test('SAAS-01 five outlets added at once have five codes', async () => {
    const tenant = await app.registerTenant();
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => tenant.api('POST', '/outlets', { name: `Cabang ${index}` })),
    );
    const codes = answers.map(({ body }) => body.data.code as string);
    expect(codes.sort()).toEqual(['02', '03', '04', '05', '06']);
  });

  test('AUTH-06 who is limited to an outlet sees that one alone', async () => {
    const tenant = await app.registerTenant();
    const { id } = (await tenant.api('POST', '/outlets', { name: 'Kedua' })).body.data;
    const cashier = await tenant.staff('CASHIER', { outletIds: [id] });
    const list = await cashier.api('GET', '/outlets');
    expect(list.body.data.map((outlet: { id: string }) => outlet.id)).toEqual([id]);
    expect((await cashier.api('GET', `/outlets/${id}`)).status).toBe(200);
    expect((await cashier.api('GET', `/outlets/${tenant.outletId}`)).status).toBe(404);
    expect((await cashier.api('PATCH', `/outlets/${id}`, { name: 'X' })).status).toBe(403);
  });

  test('ISO-03 another business’s outlet is not there, nor in a list', async () => {
    const [one, two] = [await app.registerTenant(), await app.registerTenant()];
    for (const [method, body] of [['GET'], ['PATCH', { name: 'X' }], ['DELETE']] as [string, object?][]) {
      const answer = await two.api(method, `/outlets/${one.outletId}`, body);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
    expect((await two.api('GET', '/outlets')).text).not.toContain(one.outletId);
  });

  test('SAAS-01 pages run through all outlets once; a forged cursor is refused', async () => {
    const tenant = await app.registerTenant();
    for (let index = 0; index < 4; index += 1)
      await tenant.api('POST', '/outlets', { name: `Cabang ${index}` });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await tenant.api('GET', `/outlets?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.data.map(({ name }: { name: string }) => name));
      cursor = body.meta.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(['Kedai Contoh', 'Cabang 0', 'Cabang 1', 'Cabang 2', 'Cabang 3']);
    for (const forged of ['x', 'WzEsMl0', Buffer.from('["a","b"]').toString('base64url')]) {
      expect((await tenant.api('GET', `/outlets?cursor=${forged}`)).status).toBe(422);
    }
  });
});
