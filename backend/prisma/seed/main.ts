import { parseArgs } from 'node:util';
import { audit } from '../../src/platform/audit';
import { now, setClock } from '../../src/platform/clock';
import { config } from '../../src/platform/config';
import { closeDatabase, withTenant } from '../../src/platform/db';
import { withOwnConnection } from '../../src/platform/db/platform-door';
import { listAccounts, saveAccount } from '../../src/platform/gateway';
import { closeRedis } from '../../src/platform/redis';
import {
  DEMO_PASSWORD,
  SUPER_EMAIL,
  findBusiness,
  hasBusinesses,
  hasDemoSuperAdmin,
  openBusiness,
  openSuperAdmin,
  readBusiness,
} from './accounts';
import { bakery } from './bakery';
import { cafe } from './cafe';
import { demoCaller } from './caller';
import { makeMenu } from './menu';
import { playWeek } from './sales';
import type { DemoBusiness } from './types';

const BUSINESSES = [cafe, bakery];
const LOCK = 77_316_520;
const MONTH_MS = 30 * 24 * 3_600_000;

const tell = (line: string) => process.stderr.write(`${line}\n`);

async function seedBusiness(business: DemoBusiness): Promise<void> {
  const started = performance.now();
  const known = await findBusiness(business.people[0].email);
  if (known?.isFinished) return;
  const begun = known?.begun ?? now();
  // The business was there before its week of sales began.
  setClock({ now: () => new Date(begun.getTime() - MONTH_MS) });
  const { tenantId } = known ?? (await openBusiness(business, begun));
  const { members, outlets } = await readBusiness(tenantId);
  const demo = demoCaller(tenantId);
  const owner = members.get(business.people[0].email)!;
  const menu = await makeMenu(demo, owner, business, begun);
  const { orders } = await playWeek({ demo, business, begun, menu, members, outlets });
  await withTenant(tenantId, () =>
    audit({ action: 'demo.seed', entity: 'tenant', entityId: tenantId, after: { orders } }),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  tell(`${business.name}: ${menu.length} products, ${orders} orders (${seconds} s)`);
}

/** The demo's invoices are paid at the simulator, until somebody sets up another account. */
async function seedGateway(): Promise<void> {
  const simulator = config().gatewaySimulator;
  if (!simulator || (await listAccounts()).length > 0) return;
  const secrets = { apiKey: simulator.key, callbackToken: simulator.key };
  await saveAccount({ gateway: 'MIDTRANS', mode: 'SIMULATOR', ...secrets }, 'Demo');
}

/** One seed at a time: a second one waits and then finds everything there. */
async function alone(run: () => Promise<void>): Promise<void> {
  await withOwnConnection(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await run();
  });
}

async function printLogins(): Promise<void> {
  const lines: object[] = [];
  for (const business of BUSINESSES) {
    if (!(await findBusiness(business.people[0].email))) continue;
    for (const { role, name, email } of business.people) {
      lines.push({ business: business.name, role, name, email, password: DEMO_PASSWORD });
    }
  }
  if (await hasDemoSuperAdmin()) {
    const own = { role: 'SUPER_ADMIN', name: 'Super Admin', email: SUPER_EMAIL };
    lines.push({ business: null, ...own, password: DEMO_PASSWORD });
  }
  process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

const { values } = parseArgs({
  options: {
    /** Does nothing where there is any business, the demo's or not. */
    'if-empty': { type: 'boolean', default: false },
    'print-logins': { type: 'boolean', default: false },
  },
});

try {
  await alone(async () => {
    if (values['if-empty'] && (await hasBusinesses())) return;
    await openSuperAdmin();
    await seedGateway();
    for (const business of BUSINESSES) await seedBusiness(business);
  });
  if (values['print-logins']) await printLogins();
} finally {
  setClock();
  await closeRedis();
  await closeDatabase();
}
// A wake that was on its way when Redis was closed opens it once more; nobody waits for it.
process.exit();
