import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import before from './bench-before.json' with { type: 'json' };
import { type Login, loginOf } from './support/demo';
import { type Line, measurePageLoad, type PageLoad } from './support/lighthouse';
import { freePort } from './support/server';
import { baseUrl, browserUse, resultsDir } from './support/settings';
import { measureTaps, type TapTimes } from './support/taps';
import { expect, test } from './support/test';
import { till } from './support/till';
import { sumOf, type Transfer, watchTraffic } from './support/wire';

/** Cold loads of a page by Lighthouse, of which the median counts. */
const RUNS: Record<Line, number> = { fast: 5, 'slow 4G': 3 };
const TAPS = { taps: 60, warmUp: 10, slowdown: 6 };
/** In the demo's café a tap on one of these asks for nothing more; they stand together at the end of the grid. */
const TILES = [
  'Croissant Mentega',
  'Pain au Chocolat',
  'Banana Bread',
  'Cheesecake Basque',
  'Brownies Panggang',
];
const KILOBYTE = 1024;

interface Amount {
  requests: number;
  bytes: number;
}
interface Figures {
  files: Amount;
  api: Amount;
  live: Amount;
  /** Files fetched afterwards, once somebody acts or nothing happens for a while. */
  later: Amount;
  fast: PageLoad;
  slow4G: PageLoad;
}
interface Result {
  signIn: Figures;
  till: Figures;
  tap: TapTimes;
}

interface Browser {
  context: BrowserContext;
  /** Of its debugging, for Lighthouse. */
  port: number;
  close: () => Promise<void>;
}

/** A browser with a profile of its own, so that Lighthouse and Playwright share who is signed in. */
async function openBrowser(login: Login | null): Promise<Browser> {
  const port = await freePort();
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'meja-bench-'));
  const { args = [], ...launch } = browserUse.launchOptions ?? {};
  const context = await chromium.launchPersistentContext(profile, {
    ...launch,
    args: [...args, `--remote-debugging-port=${port}`],
    headless: true,
    locale: browserUse.locale,
    timezoneId: browserUse.timezoneId,
    viewport: browserUse.viewport,
    baseURL: baseUrl(),
  });
  if (login) {
    const { email, password } = login;
    const answer = await context.request.post('/api/v1/auth/login', { data: { email, password } });
    expect(answer.status()).toBe(200);
    const page = await context.newPage();
    await page.goto('/favicon.svg');
    await page.evaluate(() => localStorage.setItem('meja.session', '1'));
    await page.close();
  }
  const close = async (): Promise<void> => {
    await context.close();
    // Its processes may write a last time after it is gone.
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  };
  return { context, port, close };
}

/** Until nothing was asked for or came in two seconds. */
async function untilSilent(transfers: readonly Transfer[]): Promise<void> {
  let last = '';
  const isSilent = (): boolean => {
    const now = JSON.stringify(sumOf(transfers));
    const isSame = now === last;
    last = now;
    return isSame;
  };
  await expect.poll(isSilent, { intervals: [2_000], timeout: 60_000 }).toBe(true);
}

/** All that a cold load fetches until the page is there and the line has been silent for half a second. */
async function readTransfers(
  context: BrowserContext,
  address: string,
  isThere: (page: Page) => Promise<void>,
): Promise<{ first: Transfer[]; later: Transfer[] }> {
  const page = await context.newPage();
  const { transfers, stop } = await watchTraffic(page);
  await page.goto(address);
  await isThere(page);
  await page.waitForLoadState('networkidle');
  const first = [...transfers];
  await page.keyboard.press('Shift');
  await untilSilent(transfers);
  await stop();
  await page.close();
  return { first, later: transfers.slice(first.length) };
}

async function measure(
  name: string,
  login: Login | null,
  isThere: (page: Page) => Promise<void>,
): Promise<Figures> {
  const address = `/${name}`;
  const { context, port, close } = await openBrowser(login);
  const { first, later } = await readTransfers(context, address, isThere);
  for (const { path: file, bytes, encoding } of [...first, ...later])
    process.stdout.write(`  ${name} ${String(bytes).padStart(7)} ${encoding.padEnd(5)} ${file}\n`);
  const loads: Record<Line, PageLoad> = {
    fast: await measurePageLoad(baseUrl() + address, { port, line: 'fast', runs: RUNS.fast }),
    'slow 4G': await measurePageLoad(baseUrl() + address, { port, line: 'slow 4G', runs: RUNS['slow 4G'] }),
  };
  await close();
  return {
    files: sumOf(first, 'file'),
    api: sumOf(first, 'api'),
    live: sumOf(first, 'live'),
    later: sumOf(later, 'file'),
    fast: loads.fast,
    slow4G: loads['slow 4G'],
  };
}

async function measureTap(login: Login): Promise<TapTimes> {
  const { context, close } = await openBrowser(login);
  const page = await context.newPage();
  await page.goto('/till');
  const at = till(page);
  const tiles = TILES.map((name) => at.product(name));
  await tiles.at(-1)!.scrollIntoViewIfNeeded();
  await tiles[0]!.click();
  await expect(at.total).toBeVisible();
  const times = await measureTaps(page, { tiles, total: at.total, ...TAPS });
  await close();
  return times;
}

const kilobytes = (bytes: number): string => `${(bytes / KILOBYTE).toFixed(1)} KB`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const milliseconds = (ms: number): string => `${Math.round(ms)} ms`;

type Row = [what: string, budget: string, read: (result: Result) => string];
const rowsOf = (
  name: string,
  budget: { bytes: string; requests: string },
  of: (r: Result) => Figures,
): Row[] => [
  [`${name}: files, transferred`, budget.bytes, (r) => kilobytes(of(r).files.bytes)],
  [`${name}: files, requests`, budget.requests, (r) => String(of(r).files.requests)],
  [`${name}: calls of the API`, '', (r) => `${of(r).api.requests}, ${kilobytes(of(r).api.bytes)}`],
  [`${name}: fetched when quiet`, '', (r) => `${of(r).later.requests}, ${kilobytes(of(r).later.bytes)}`],
  [`${name}: LCP, 4× slower`, '1.50 s', (r) => seconds(of(r).fast.lcpMs)],
  [`${name}: TBT, 4× slower`, '200 ms', (r) => milliseconds(of(r).fast.tbtMs)],
  [`${name}: layout shift`, '', (r) => of(r).fast.layoutShift.toFixed(3)],
  [`${name}: LCP, 4× slower on slow 4G`, '', (r) => seconds(of(r).slow4G.lcpMs)],
];
const ROWS: Row[] = [
  ...rowsOf('till', { bytes: '120.0 KB', requests: '12' }, (r) => r.till),
  ...rowsOf('sign-in', { bytes: '70.0 KB', requests: '' }, (r) => r.signIn),
  ['tap → total painted, p50, 6× slower', '', (r) => milliseconds(r.tap.p50Ms)],
  ['tap → total painted, p95, 6× slower', '80 ms', (r) => milliseconds(r.tap.p95Ms)],
];

function print(result: Result): void {
  const line = (...cells: string[]): string =>
    `  ${cells[0]!.padEnd(38)}${cells
      .slice(1)
      .map((cell) => cell.padStart(14))
      .join('')}\n`;
  process.stdout.write(`\n  before: ${before.commit}, ${before.date}, ${before.machine}\n\n`);
  process.stdout.write(line('', 'budget', 'before', 'after'));
  for (const [what, budget, read] of ROWS)
    process.stdout.write(line(what, budget, read(before), read(result)));
}

test('the first load of till and sign-in, and a tap on a tile', async () => {
  const cashier = loginOf('CASHIER');
  const result: Result = {
    till: await measure('till', cashier, (page) => expect(till(page).product('Espresso')).toBeVisible()),
    signIn: await measure('sign-in', null, (page) =>
      expect(page.getByRole('heading', { level: 1 })).toBeVisible(),
    ),
    tap: await measureTap(cashier),
  };
  fs.writeFileSync(path.join(resultsDir, 'bench-web.json'), `${JSON.stringify(result, null, 2)}\n`);
  print(result);
});
