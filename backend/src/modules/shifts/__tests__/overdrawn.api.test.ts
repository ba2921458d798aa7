import { v7 as uuidv7 } from 'uuid';
import type { CashMovementDto, ShiftDto, ShiftReportDto } from '@meja/domain';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { journalBalance } from '../../ledger';

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;
let api: Caller;
let shift: ShiftDto;

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
const move = (direction: 'IN' | 'OUT', amount: number, id = uuidv7()) =>
  api('POST', `/shifts/${shift.id}/cash-movements`, { id, direction, amount, reason: 'Belanja pasar' });
const moved = async (direction: 'IN' | 'OUT', amount: number) =>
  data<CashMovementDto>(await move(direction, amount), 201).overdrawn;
const report = async () => data<ShiftReportDto>(await api('GET', `/shifts/${shift.id}/report`));

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
});
beforeEach(async () => {
  api = (await tenant.staff('CASHIER')).api;
  const body = { outletId: tenant.outletId, openingFloat: 100_000 };
  shift = data(await api('POST', '/shifts/open', body), 201);
});
afterAll(() => app.stop());

test('F-19 CASH-01 cash out beyond the drawer is accepted and flagged in the report, up to it is not', async () => {
  expect(await moved('OUT', 100_000)).toBe(false);
  expect((await report()).flags).toEqual([]);
  expect(await moved('OUT', 1)).toBe(true);
  const x = await report();
  expect(x).toMatchObject({ cashOut: 100_001, expectedCash: -1, flags: ['overdrawn'] });
  expect(x.movements.map(({ overdrawn }) => overdrawn)).toEqual([false, true]);
  expect(await moved('IN', 500_000)).toBe(false);
  expect((await report()).flags).toEqual(['overdrawn']);
  data(await api('POST', `/shifts/${shift.id}/close`, { counted: 499_999 }));
  const z = await report();
  expect(z.flags).toEqual(['overdrawn']);
  expect(z.shift.difference).toBe(0);
  expect(await journalBalance(tenant.tenantId)).toMatchObject({ sum: 0, unbalanced: [] });
});

test('F-19 CASH-01 what was sold for cash and put in counts as being in the drawer', async () => {
  const sale = {
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    submit: true,
    items: [{ productId: shop.cracker, quantity: 1 }],
    payments: [{ method: 'CASH', amount: 8_300 }],
  };
  data(await api('POST', '/orders', sale), 201);
  await moved('IN', 1_700);
  expect(await moved('OUT', 110_000)).toBe(false);
  expect(await moved('OUT', 100)).toBe(true);
});

test('F-19 CASH-01 repeated it is the same movement, with the same mark; it is in the audit log', async () => {
  const id = uuidv7();
  const first = await move('OUT', 150_000, id);
  await move('IN', 900_000);
  const again = await move('OUT', 150_000, id);
  expect([again.status, again.text]).toEqual([201, first.text]);
  expect(data<CashMovementDto>(again, 201).overdrawn).toBe(true);
  const [row] = await app.sql<{ after: CashMovementDto }>(
    "SELECT after FROM audit_log WHERE tenant_id = $1 AND action = 'shift.cash_movement' AND after->>'id' = $2",
    [tenant.tenantId, id],
  );
  expect(row!.after.overdrawn).toBe(true);
});

test('F-19 CASH-01 of ten who empty the drawer at once, those who come too late are marked', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => move('OUT', 30_000)));
  const marks = answers.map((answer) => data<CashMovementDto>(answer, 201).overdrawn);
  expect(marks.filter(Boolean)).toHaveLength(7);
  expect((await report()).expectedCash).toBe(-200_000);
});
