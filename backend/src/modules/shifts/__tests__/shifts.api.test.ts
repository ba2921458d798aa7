import { v7 as uuidv7 } from 'uuid';
import type { CloseShiftAnswerDto, OrderDto, ShiftDto, ShiftReportDto } from '@meja/domain';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { journalBalance } from '../../ledger';

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};

const open = async (api: Caller, openingFloat = 200_000): Promise<ShiftDto> =>
  data(await api('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat }), 201);

const sell = (api: Caller, payments?: object[], quantity = 1) =>
  api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    submit: true,
    items: [{ productId: shop.cracker, quantity }],
    ...(payments && { payments }),
  });

/** One cracker taken away: Rp7.500 and 10 % tax are Rp8.250, in cash Rp8.300. */
const CASH_PRICE = 8_300;
const sellForCash = (api: Caller) => sell(api, [{ method: 'CASH', amount: CASH_PRICE }]);

describe('opening', () => {
  test('CASH-01 a shift opens once per cashier and outlet, and the same request again is the same shift', async () => {
    const { api, userId } = await tenant.staff('CASHIER');
    expect(data(await api('GET', `/shifts/current?outletId=${tenant.outletId}`))).toBeNull();
    const body = { id: uuidv7(), outletId: tenant.outletId, openingFloat: 250_000 };
    const first = await api('POST', '/shifts/open', body);
    const shift = data<ShiftDto>(first, 201);
    expect(shift).toMatchObject({
      id: body.id,
      status: 'OPEN',
      openedById: userId,
      openingFloat: 250_000,
      expected: null,
      counted: null,
    });
    const again = await api('POST', '/shifts/open', body);
    expect([again.status, again.headers.get('idempotent-replayed'), again.body]).toEqual([
      201,
      'true',
      first.body,
    ]);
    const second = await api('POST', '/shifts/open', { ...body, id: uuidv7() });
    expect([second.status, second.body.code]).toEqual([409, 'shift_already_open']);
    expect(data<ShiftDto>(await api('GET', `/shifts/current?outletId=${tenant.outletId}`)).id).toBe(body.id);
  });

  test('CASH-01 concurrency: twenty openings at once leave one open shift', async () => {
    const { api, userId } = await tenant.staff('CASHIER');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        api('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat: 100_000 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
    const rows = await app.sql("SELECT id FROM shifts WHERE cashier_id = $1 AND status = 'OPEN'", [userId]);
    expect(rows).toHaveLength(1);
    const entries = await app.sql(
      "SELECT e.id FROM journal_entries e JOIN shifts s ON s.id = e.shift_id WHERE s.cashier_id = $1 AND e.kind = 'SHIFT_OPEN'",
      [userId],
    );
    expect(entries).toHaveLength(1);
  });

  test('CASH-01 ISO-03 nobody opens in an outlet that is not theirs or not there, and a bad float stores nothing', async () => {
    const other = await app.registerTenant();
    const { api } = await tenant.staff('CASHIER');
    for (const outletId of [other.outletId, uuidv7()]) {
      expect((await api('POST', '/shifts/open', { outletId, openingFloat: 0 })).status).toBe(404);
    }
    for (const openingFloat of [-1, 0.5, '100000', 2 ** 53, null]) {
      const answer = await api('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat });
      expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed']);
    }
    expect(data(await api('GET', `/shifts/current?outletId=${tenant.outletId}`))).toBeNull();
  });
});

describe('the drawer', () => {
  test('CASH-01 PAY-05 what is expected is float, cash sales with tips, and cash in and out; the Z report stays', async () => {
    const { api } = await tenant.staff('CASHIER');
    const shift = await open(api);
    data(await sellForCash(api), 201);
    data(await sell(api, [{ method: 'CASH', amount: CASH_PRICE, tip: 1_000, tendered: 10_000 }]), 201);
    data(await sell(api, [{ method: 'QRIS', amount: 8_250 }]), 201);
    const voided = data<OrderDto>(await sell(api), 201);
    const movements = `/shifts/${shift.id}/cash-movements`;
    data(await api('POST', movements, { direction: 'IN', amount: 50_000, reason: 'Tambah uang receh' }), 201);
    const out = { id: uuidv7(), direction: 'OUT', amount: 30_000, reason: 'Beli es batu' };
    data(await api('POST', movements, out), 201);
    const repeated = await api('POST', movements, out);
    expect([repeated.status, repeated.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect((await api('POST', movements, { ...out, amount: 31_000 })).body.code).toBe('duplicate');

    const x = data<ShiftReportDto>(await api('GET', `/shifts/${shift.id}/report`));
    const cash = 2 * CASH_PRICE + 1_000;
    expect(x).toMatchObject({
      orders: 3,
      gross: 22_500,
      discount: 0,
      tax: 2_250,
      rounding: 100,
      tips: 1_000,
      total: cash + 8_250,
      payments: [
        { method: 'CASH', count: 2, amount: cash },
        { method: 'QRIS', count: 1, amount: 8_250 },
      ],
      refunds: 0,
      cashIn: 50_000,
      cashOut: 30_000,
      expectedCash: 200_000 + cash + 20_000,
    });
    expect(x.movements.map(({ amount }) => amount)).toEqual([50_000, 30_000]);

    const counted = [
      { denomination: 100_000, count: 2 },
      { denomination: 10_000, count: 3 },
      { denomination: 500, count: 14 },
    ];
    const closed = data<CloseShiftAnswerDto>(await api('POST', `/shifts/${shift.id}/close`, { counted }));
    expect(closed).toMatchObject({ expected: 237_600, counted: 237_000, difference: -600 });
    expect(closed.shift).toMatchObject({ status: 'CLOSED', expected: 237_600, difference: -600 });

    const z = data<ShiftReportDto>(await api('GET', `/shifts/${shift.id}/report`));
    expect(z).toEqual({ ...x, shift: closed.shift });
    const late = await api('POST', movements, { direction: 'IN', amount: 600, reason: 'Ketinggalan' });
    expect([late.status, late.body.code]).toEqual([409, 'shift_closed']);
    expect((await api('POST', movements, out)).status).toBe(201);
    const twice = await api('POST', `/shifts/${shift.id}/close`, { counted: 0 });
    expect([twice.status, twice.body.code]).toEqual([409, 'shift_closed']);
    await expect(app.sql('UPDATE shifts SET counted_total = 0 WHERE id = $1', [shift.id])).rejects.toThrow(
      /closed/,
    );

    const accounts = await app.sql<{ account: string; amount: number }>(
      `SELECT l.account, sum(l.amount)::int AS amount FROM journal_entries e
       JOIN journal_lines l ON (l.tenant_id, l.entry_id) = (e.tenant_id, e.id)
       WHERE e.shift_id = $1 AND l.account IN ('CASH', 'OVER_SHORT') GROUP BY 1 ORDER BY 1`,
      [shift.id],
    );
    expect(accounts).toEqual([
      { account: 'CASH', amount: 0 },
      { account: 'OVER_SHORT', amount: 600 },
    ]);
    expect(await journalBalance(tenant.tenantId)).toMatchObject({ sum: 0, unbalanced: [], openOrders: [] });
    expect(voided.paymentStatus).toBe('UNPAID');
  });

  test('CASH-01 a count that names a note twice is refused and the shift stays open', async () => {
    const { api } = await tenant.staff('CASHIER');
    const shift = await open(api);
    const counted = [
      { denomination: 1_000, count: 1 },
      { denomination: 1_000, count: 2 },
    ];
    const answer = await api('POST', `/shifts/${shift.id}/close`, { counted });
    expect([answer.status, answer.body.errors]).toMatchObject([
      422,
      [{ path: 'counted.1.denomination', code: 'repeated' }],
    ]);
    const stale = await api('POST', `/shifts/${shift.id}/close`, { counted: 0 }, { 'if-match': '"7"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
    expect(data<ShiftReportDto>(await api('GET', `/shifts/${shift.id}/report`)).shift.status).toBe('OPEN');
  });

  test('CASH-01 AUTH-06 a cashier handles only their own shift, a supervisor closes it for them, another tenant sees none', async () => {
    const cashier = await tenant.staff('CASHIER');
    const colleague = await tenant.staff('CASHIER');
    const supervisor = await tenant.staff('SUPERVISOR');
    const other = await app.registerTenant();
    const shift = await open(cashier.api);
    for (const [method, path, body] of [
      ['GET', 'report', undefined],
      ['POST', 'close', { counted: 200_000 }],
      ['POST', 'cash-movements', { direction: 'OUT', amount: 1_000, reason: 'Parkir' }],
    ] as const) {
      expect((await colleague.api(method, `/shifts/${shift.id}/${path}`, body)).status).toBe(403);
      expect((await other.api(method, `/shifts/${shift.id}/${path}`, body)).status).toBe(404);
    }
    const list = async (api: Caller) =>
      data<ShiftDto[]>(await api('GET', '/shifts?status=OPEN&limit=1000')).map(({ id }) => id);
    expect(await list(cashier.api)).toEqual([shift.id]);
    expect(await list(colleague.api)).toEqual([]);
    expect(await list(supervisor.api)).toContain(shift.id);
    const closed = data<CloseShiftAnswerDto>(
      await supervisor.api('POST', `/shifts/${shift.id}/close`, { counted: 200_000 }),
    );
    expect(closed.shift).toMatchObject({
      openedById: cashier.userId,
      closedById: supervisor.userId,
      difference: 0,
    });
  });

  test('CASH-01 shifts are listed newest first, page by page, none left out', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const answer = await tenant.api('GET', `/shifts?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...data<ShiftDto[]>(answer).map(({ id }) => id));
      cursor = (answer.body as { meta: { nextCursor: string | null } }).meta.nextCursor ?? '';
    } while (cursor);
    const rows = await app.sql<{ id: string }>(
      'SELECT id FROM shifts WHERE tenant_id = $1 ORDER BY opened_at DESC, id DESC',
      [tenant.tenantId],
    );
    expect(seen).toEqual(rows.map(({ id }) => id));
    const forged = Buffer.from(JSON.stringify(['2026-01-01T00:00:00.000Z', 'x'])).toString('base64url');
    expect((await tenant.api('GET', `/shifts?cursor=${forged}`)).status).toBe(422);
  });

  test('CASH-01 AUTH-09 JOB-02 opening and closing leave their events and their rows in the audit log', async () => {
    const { api } = await tenant.staff('CASHIER');
    const shift = await open(api);
    data(await api('POST', `/shifts/${shift.id}/close`, { counted: 200_000 }));
    const events = await app.sql<{ type: string }>(
      "SELECT type FROM outbox WHERE data->>'shiftId' = $1 ORDER BY seq",
      [shift.id],
    );
    expect(events.map(({ type }) => type)).toEqual(['shift.opened', 'shift.closed']);
    const log = await app.sql<{ action: string }>(
      'SELECT action FROM audit_log WHERE entity_id = $1 ORDER BY seq',
      [shift.id],
    );
    expect(log.map(({ action }) => action)).toEqual(['shift.open', 'shift.close']);
  });
});

describe('several at once', () => {
  test('CASH-01 concurrency: ten closers, one closes and nobody else changes the count', async () => {
    const { api } = await tenant.staff('CASHIER');
    const shift = await open(api);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        api('POST', `/shifts/${shift.id}/close`, { counted: 200_000 + index }),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'shift_closed')).toHaveLength(9);
    const report = data<ShiftReportDto>(await api('GET', `/shifts/${shift.id}/report`));
    expect(report.shift.counted).toBe(data<CloseShiftAnswerDto>(won[0]!).counted);
    const entries = await app.sql(
      "SELECT id FROM journal_entries WHERE shift_id = $1 AND kind = 'SHIFT_CLOSE'",
      [shift.id],
    );
    expect(entries).toHaveLength(1);
  });

  test('CASH-01 concurrency: sales while the shift closes fall before the count or outside the shift, none between', async () => {
    const { api, userId } = await tenant.staff('CASHIER');
    const shift = await open(api);
    const movement = { direction: 'IN', amount: 500, reason: 'Uang receh' };
    const before = Array.from({ length: 15 }, () => sellForCash(api));
    const closing = api('POST', `/shifts/${shift.id}/close`, { counted: 0 });
    const moves = Array.from({ length: 5 }, () =>
      api('POST', `/shifts/${shift.id}/cash-movements`, movement),
    );
    const after = Array.from({ length: 15 }, () => sellForCash(api));
    const [closed, ...sales] = await Promise.all([closing, ...before, ...after]);
    for (const sale of sales) expect(sale.status).toBe(201);
    for (const move of await Promise.all(moves)) expect([201, 409]).toContain(move.status);

    const { expected } = data<CloseShiftAnswerDto>(closed);
    const report = data<ShiftReportDto>(await api('GET', `/shifts/${shift.id}/report`));
    expect(report.expectedCash).toBe(expected);
    const [taken] = await app.sql<{ inside: number; outside: number; movements: number }>(
      `SELECT count(*) FILTER (WHERE shift_id = $1)::int AS inside,
              count(*) FILTER (WHERE shift_id IS NULL)::int AS outside,
              (SELECT count(*)::int FROM cash_movements WHERE shift_id = $1) AS movements
       FROM payments WHERE cashier_id = $2`,
      [shift.id, userId],
    );
    expect(taken!.inside + taken!.outside).toBe(30);
    expect(expected).toBe(200_000 + taken!.inside * CASH_PRICE + taken!.movements * 500);
    expect(await journalBalance(tenant.tenantId)).toMatchObject({ sum: 0, unbalanced: [], openOrders: [] });
  });

  test('CASH-01 concurrency: one movement sent ten times at once is recorded once', async () => {
    const { api } = await tenant.staff('CASHIER');
    const shift = await open(api);
    const body = { id: uuidv7(), direction: 'OUT', amount: 12_000, reason: 'Beli gas' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api('POST', `/shifts/${shift.id}/cash-movements`, body)),
    );
    for (const answer of answers) expect(answer.status).toBe(201);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const report = data<ShiftReportDto>(await api('GET', `/shifts/${shift.id}/report`));
    expect([report.cashOut, report.expectedCash]).toEqual([12_000, 188_000]);
  });
});
