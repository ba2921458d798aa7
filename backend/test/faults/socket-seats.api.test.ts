import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { listen } from './listener';
import type { Listener } from './listener';
import { until } from './until';

const PER_USER = 3;
const PER_TENANT = 5;

let app: TestApp;
let tenant: TestTenant;
const open: Listener[] = [];

type Screen = Listener & { wasTold: () => boolean };

async function screenOf(token: string): Promise<Screen> {
  let told = false;
  const screen = await listen(app.baseUrl, token);
  screen.socket.once('displaced', () => (told = true));
  open.push(screen);
  return { ...screen, wasTold: () => told };
}
const living = () => open.filter(({ socket }) => socket.connected).length;

beforeAll(async () => {
  app = await startTestApp({ socketsPerUser: PER_USER, socketsPerTenant: PER_TENANT });
  tenant = await app.registerTenant();
});
afterEach(async () => {
  for (const screen of open.splice(0)) screen.close();
  await until('all have left', async () => {
    const { text } = await app.api('GET', '/api/metrics');
    return /socket_connections(?:\{[^}]*\})? 0\n/.test(text);
  });
});
afterAll(() => app.stop());

test('F-49 one screen more of a person ends the oldest, which is told and does not come back at once', async () => {
  const screens: Screen[] = [];
  for (let n = 0; n < PER_USER; n += 1) screens.push(await screenOf(tenant.token));
  const newest = await screenOf(tenant.token);
  await until('the oldest is ended', () => !screens[0]!.socket.connected);
  expect(screens[0]!.wasTold()).toBe(true);
  expect([newest, ...screens.slice(1)].every(({ socket }) => socket.connected)).toBe(true);
});

test('F-49 many at once are no more than the limit', async () => {
  await Promise.all(Array.from({ length: 30 }, () => screenOf(tenant.token)));
  await until('the rest is ended', () => living() === PER_USER);
});

test('F-49 KDS-03 a full business still has a place for the kitchen, and refuses with a code where all hold one', async () => {
  const people = [];
  for (let n = 0; n < PER_TENANT; n += 1) people.push(await tenant.staff(n === 0 ? 'KITCHEN' : 'CASHIER'));
  const busy: Screen[] = [];
  for (let n = 0; n < PER_USER; n += 1) busy.push(await screenOf(tenant.token));
  for (const { token } of people.slice(1, 3)) await screenOf(token);
  const kitchen = await screenOf(people[0]!.token);
  await until('the owner’s oldest gives way', () => !busy[0]!.socket.connected);
  expect(kitchen.socket.connected).toBe(true);
  await screenOf(people[3]!.token);
  await until('and the next', () => !busy[1]!.socket.connected);
  await expect(screenOf(people[4]!.token)).rejects.toThrow('too_many_connections');
  expect(living()).toBe(PER_TENANT);
  const other = await app.registerTenant();
  expect((await screenOf(other.token)).socket.connected).toBe(true);
});
