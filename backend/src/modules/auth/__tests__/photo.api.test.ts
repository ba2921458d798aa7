import sharp from 'sharp';
import { PICTURE, uploadAs } from '../../../../test/factories/uploads';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
let tenant: TestTenant;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  tenant = await app.registerTenant();
});
afterAll(() => app.stop());

/** A wide picture of one colour that says where it was taken. */
const picture = (background: string) =>
  sharp({ create: { width: 600, height: 300, channels: 3, background } })
    .jpeg()
    .withExif({ IFD3: { GPSLatitude: '6/1 12/1 0/1' } })
    .toBuffer();
const upload = async (background = '#884400'): Promise<ApiAnswer> =>
  uploadAs(tenant.api, '/auth/photo', await picture(background));
const urlOf = ({ body }: ApiAnswer) => body.data.photoUrl as string | null;
const me = async ({ api }: TestTenant = tenant) =>
  (await api('GET', '/auth/me')).body.data.user as { photoUrl: string | null };

describe('a person’s photo', () => {
  test('AUTH-11 SEC-05 is encoded anew as a square, without what it told of the place, and seen in profile and staff list', async () => {
    const answer = await upload();
    expect(answer.status).toBe(200);
    const url = urlOf(answer)!;
    expect(url).toMatch(/^\/api\/v1\/faces\/[0-9a-f]{64}\.webp$/);
    const picked = await fetch(`${app.baseUrl}${url}`);
    expect([picked.status, picked.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(picked.headers.get('x-content-type-options')).toBe('nosniff');
    const about = await sharp(Buffer.from(await picked.arrayBuffer())).metadata();
    expect([about.width, about.height, about.exif]).toEqual([192, 192, undefined]);
    const etag = picked.headers.get('etag')!;
    expect((await app.api('GET', url, undefined, { 'if-none-match': etag })).status).toBe(304);
    expect((await me()).photoUrl).toBe(url);
    const staff = (await tenant.api('GET', '/users')).body.data as { photoUrl: string | null }[];
    expect(staff.map(({ photoUrl }) => photoUrl)).toEqual([url]);
    const { email, password } = tenant;
    expect((await app.api('POST', '/auth/login', { email, password })).body.data.user.photoUrl).toBe(url);
  });

  test('AUTH-11 AUTH-02 is on the terminal that the person signs in at by PIN', async () => {
    const url = urlOf(await upload());
    const body = { currentPassword: tenant.password, pin: '735190' };
    expect((await tenant.api('POST', '/auth/pin/change', body)).status).toBe(204);
    const terminal = await tenant.api('POST', '/terminals', { name: 'Depan', outletId: tenant.outletId });
    const { terminalToken } = terminal.body.data as { terminalToken: string };
    const { people } = (await app.api('POST', '/terminals/people', { terminalToken })).body.data as {
      people: { photoUrl: string | null }[];
    };
    expect(people.map(({ photoUrl }) => photoUrl)).toEqual([url]);
  });

  test('AUTH-11 comes along into a business that one joins, and no other business is told of it', async () => {
    const url = urlOf(await upload());
    const other = await app.registerTenant();
    const made = await other.api('POST', '/users', {
      email: tenant.email,
      name: 'Rina',
      role: 'CASHIER',
      outletIds: [],
    });
    const listed = async () =>
      ((await other.api('GET', '/users')).body.data as { email: string; photoUrl: string | null }[]).find(
        ({ email }) => email === tenant.email,
      )?.photoUrl;
    expect(await listed()).toBeNull();
    const code = made.body.data.temporaryPassword as string;
    expect((await tenant.api('POST', '/auth/join', { code })).status).toBe(200);
    expect(await listed()).toBe(url);
    const next = urlOf(await upload('#004488'));
    expect(await listed()).toBe(next);
  });

  test('AUTH-11 AUTH-09 replaced or removed, the one before is gone; both are in the log', async () => {
    const first = urlOf(await upload())!;
    const second = urlOf(await upload('#004488'))!;
    expect(second).not.toBe(first);
    expect((await app.api('GET', first)).status).toBe(404);
    expect(urlOf(await tenant.api('DELETE', '/auth/photo'))).toBeNull();
    expect((await app.api('GET', second)).status).toBe(404);
    expect((await me()).photoUrl).toBeNull();
    expect((await tenant.api('DELETE', '/auth/photo')).status).toBe(200);
    const log = (await tenant.api('GET', '/audit-log?limit=100')).body.data as {
      action: string;
      after: { photoUrl: string | null };
    }[];
    const changes = log
      .filter(({ action }) => action === 'auth.photo_change')
      .map(({ after }) => after.photoUrl);
    expect(changes).toEqual([null, second, first]);
  });

  test('AUTH-11 the same picture of two people has two addresses: nobody finds out whose it is', async () => {
    const mine = urlOf(await upload());
    const other = await app.registerTenant();
    const theirs = urlOf(await uploadAs(other.api, '/auth/photo', await picture('#884400')));
    expect(theirs).not.toBe(mine);
    expect((await app.api('GET', '/faces/../users.webp')).status).toBe(404);
    expect((await app.api('GET', `/faces/${'0'.repeat(64)}.webp`)).status).toBe(404);
  });

  test.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['HTML behind a picture’s head', Buffer.concat([Buffer.from('\xff\xd8\xff<script>', 'latin1')])],
    ['an empty PNG', PICTURE.subarray(0, 20)],
  ])('AUTH-11 SEC-05 what is no picture is refused: %s', async (_what, bytes) => {
    const { status, body } = await uploadAs(tenant.api, '/auth/photo', bytes);
    expect([status, body.errors[0].path, body.errors[0].code]).toEqual([422, 'file', 'photo_unreadable']);
    expect((await me()).photoUrl).toBeNull();
  });
});
