import { startSimulator } from '../../../../../test/factories/simulator';
import type { Simulator } from '../../../../../test/factories/simulator';
import { startTestApp } from '../../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../../test/setup';
import { setClock } from '../../../../platform/clock';
import { lookIntoNotices, resetBreakers } from '../../../../platform/gateway';
import { markPaid } from '../..';
import { reconcilePayments } from '../payment.jobs';

const MINUTE = 60_000;
let ahead = 0;
let app: TestApp;
let simulator: Simulator;
beforeAll(async () => {
  setClock({ now: () => new Date(Date.now() + ahead) });
  app = await startTestApp({ accessTokenTtl: 40 * 86_400_000 });
  simulator = await startSimulator(app);
  await simulator.use('MIDTRANS');
});
afterAll(async () => {
  await simulator.stop();
  await app.stop();
  setClock();
});
beforeEach(async () => {
  ahead = 0;
  resetBreakers();
  await simulator.faults();
});

/** A business of its own with an open invoice. */
async function owing(planId = 'BASIC'): Promise<{ tenant: TestTenant; id: string; total: number }> {
  const tenant = await app.registerTenant();
  const { body } = await tenant.api('POST', '/subscription/change', { planId });
  const { id, total } = body.data.invoice;
  return { tenant, id, total };
}
const path = (id: string) => `/subscription/invoices/${id}/payment`;
const pay = ({ tenant, id }: { tenant: TestTenant; id: string }, body: object = { method: 'QRIS' }) =>
  tenant.api('POST', path(id), body);
const read = async ({ tenant, id }: { tenant: TestTenant; id: string }) =>
  (await tenant.api('GET', path(id))).body.data;
const planOf = async ({ tenant }: { tenant: TestTenant }) =>
  (await tenant.api('GET', '/subscription')).body.data.plan.id;
const orderOf = async ({ id }: { id: string }) =>
  (
    await app.sql<{ order_id: string }>(
      'SELECT order_id FROM invoice_charges WHERE invoice_id = $1 ORDER BY created_at DESC LIMIT 1',
      [id],
    )
  )[0]!.order_id;
const findings = async (orderId: string) =>
  (
    await app.sql<{ kind: string }>(
      'SELECT kind FROM payment_findings WHERE order_id LIKE $1 ORDER BY kind',
      [`${orderId}%`],
    )
  ).map(({ kind }) => kind);
const paidTimes = async ({ tenant }: { tenant: TestTenant }) =>
  (
    await app.sql<{ n: number }>(
      "SELECT count(*)::int AS n FROM audit_log WHERE tenant_id = $1 AND action = 'invoice.paid'",
      [tenant.tenantId],
    )
  )[0]!.n;

/** Reads again until it is as wanted; the gateway's messages come by themselves. */
async function until<T>(look: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const value = await look();
    if (isDone(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const untilPaid = (of: { tenant: TestTenant; id: string }) =>
  until(
    () => read(of),
    ({ invoice }) => invoice.status === 'PAID',
  );
const time = (ms: number) => {
  ahead += ms;
};

describe.each(['MIDTRANS', 'XENDIT'] as const)('an invoice is paid through %s', (gateway) => {
  beforeAll(() => simulator.use(gateway));
  afterAll(() => simulator.use('MIDTRANS'));

  test('PAY-03 SAAS-05 QRIS: the code, the payment, the plan that runs, the receipt', async () => {
    const invoice = await owing();
    const before = await read(invoice);
    expect(before).toMatchObject({ methods: ['QRIS', 'VIRTUAL_ACCOUNT', 'PAGE'], charge: null });
    const begun = await pay(invoice);
    expect(begun.status).toBe(201);
    const { charge } = begun.body.data;
    expect(charge).toMatchObject({ method: 'QRIS', status: 'PENDING', amount: invoice.total, bank: null });
    expect(charge.qr).toMatch(/^000201010212.*5303360.*6304[0-9A-F]{4}$/);
    // The same wish is the same code.
    expect((await pay(invoice)).body.data.charge).toEqual(charge);
    await simulator.act('pay', await orderOf(invoice));
    const paid = await untilPaid(invoice);
    expect(paid.charge.status).toBe('PAID');
    expect(paid.invoice.reference).toBeTruthy();
    expect(await planOf(invoice)).toBe('BASIC');
    const pdf = await invoice.tenant.api('GET', `/subscription/invoices/${invoice.id}/pdf`);
    expect(pdf.text).toContain('Lunas');
    expect((await pay(invoice)).body.code).toBe('invoice_not_open');
  });

  test('PAY-03 a virtual account and the gateway’s own page; another way ends the first one', async () => {
    const invoice = await owing();
    const account = await pay(invoice, { method: 'VIRTUAL_ACCOUNT', bank: 'BNI' });
    expect(account.body.data.charge).toMatchObject({
      bank: 'BNI',
      accountNumber: expect.stringMatching(/^\d{10,}$/),
    });
    const first = await orderOf(invoice);
    const page = await pay(invoice, { method: 'PAGE' });
    expect(page.body.data.charge.pageUrl).toMatch(/^http:\/\/.*\/pay\//);
    const charges = await simulator.charges();
    expect(charges.find(({ orderId }) => orderId === first)!.status).toBe('cancelled');
    await simulator.act('pay', await orderOf(invoice));
    await untilPaid(invoice);
    expect(await paidTimes(invoice)).toBe(1);
  });

  test('PAY-03 nobody pays in time: it expires, and another try may be made', async () => {
    const invoice = await owing();
    await pay(invoice);
    await simulator.faults({ silent: true });
    time(16 * MINUTE);
    await reconcilePayments();
    expect((await read(invoice)).charge.status).toBe('EXPIRED');
    ahead = 0;
    await simulator.faults();
    expect((await pay(invoice)).body.data.charge.status).toBe('PENDING');
  });

  test('PAY-03 money can be given back, once', async () => {
    const invoice = await owing();
    await pay(invoice, { method: 'VIRTUAL_ACCOUNT' });
    const orderId = await orderOf(invoice);
    await simulator.act('pay', orderId);
    const { charge } = await untilPaid(invoice);
    const { findActiveAccount, gatewayOf } = await import('../../../../platform/gateway');
    const [row] = await app.sql<{ provider_id: string }>(
      'SELECT provider_id FROM invoice_charges WHERE id = $1',
      [charge.id],
    );
    const ref = { orderId, providerId: row!.provider_id, method: 'VIRTUAL_ACCOUNT' as const };
    await gatewayOf((await findActiveAccount())!).refundCharge(ref, {
      refundId: 'r-1',
      amount: charge.amount,
      reason: 'uji',
    });
    expect((await simulator.charges()).find((one) => one.orderId === orderId)!.status).toBe('refunded');
  });
});

describe('notifications', () => {
  test('PAY-04 ×50 at once: the plan runs once', async () => {
    const invoice = await owing();
    await pay(invoice);
    await simulator.faults({ silent: true });
    const orderId = await orderOf(invoice);
    await simulator.act('pay', orderId);
    const answers = await simulator.notify(orderId, { times: 50 });
    expect(answers).toEqual(Array(50).fill(200));
    await untilPaid(invoice);
    expect(await paidTimes(invoice)).toBe(1);
    const [notice] = await app.sql<{ times: number; outcome: string }>(
      "SELECT times, outcome FROM gateway_notices WHERE order_id = $1 AND state = 'PAID'",
      [orderId],
    );
    expect(notice).toEqual({ times: 50, outcome: 'LOOKED_INTO' });
    expect(await findings(orderId)).toEqual([]);
  });

  test('PAY-04 twice and out of order: what was paid stays paid', async () => {
    const invoice = await owing();
    await pay(invoice);
    await simulator.faults({ double: true, disorder: true });
    const orderId = await orderOf(invoice);
    await simulator.act('pay', orderId);
    await untilPaid(invoice);
    for (const status of ['pending', 'expired', 'cancelled'])
      expect(await simulator.notify(orderId, { as: { status } })).toEqual([200]);
    expect((await read(invoice)).charge.status).toBe('PAID');
    expect(await paidTimes(invoice)).toBe(1);
  });

  test('PAY-04 late, after it expired: it is paid after all', async () => {
    const invoice = await owing();
    await pay(invoice);
    const orderId = await orderOf(invoice);
    await simulator.act('expire', orderId);
    await until(
      () => read(invoice),
      ({ charge }) => charge.status === 'EXPIRED',
    );
    await simulator.act('pay', orderId);
    const paid = await untilPaid(invoice);
    expect(paid.charge.status).toBe('PAID');
    expect(await planOf(invoice)).toBe('BASIC');
  });

  test('PAY-04 late, after the invoice was taken back or paid by transfer: a person looks at the money', async () => {
    const taken = await owing();
    await pay(taken);
    const first = await orderOf(taken);
    await simulator.faults({ silent: true });
    await taken.tenant.api('DELETE', '/subscription/change');
    await simulator.act('pay', first);
    await simulator.notify(first);
    await until(
      () => findings(first),
      (kinds) => kinds.length > 0,
    );
    expect(await findings(first)).toEqual(['INVOICE_VOID']);
    expect(await planOf(taken)).toBe('TRIAL');

    const twice = await owing();
    await pay(twice);
    const second = await orderOf(twice);
    await markPaid(twice.tenant.tenantId, twice.id, 'BCA 12');
    await simulator.act('pay', second);
    await simulator.notify(second);
    await until(
      () => findings(second),
      (kinds) => kinds.length > 0,
    );
    expect(await findings(second)).toEqual(['ALREADY_PAID']);
    expect(await paidTimes(twice)).toBe(1);
  });

  test('PAY-04 an invoice that is paid otherwise can’t be paid once more: the code ends', async () => {
    const invoice = await owing();
    await pay(invoice);
    const orderId = await orderOf(invoice);
    await markPaid(invoice.tenant.tenantId, invoice.id, 'BCA 13');
    await reconcilePayments();
    expect((await simulator.charges()).find((one) => one.orderId === orderId)!.status).toBe('cancelled');
    expect(await findings(orderId)).toEqual([]);
  });

  test('PAY-04 T-57 another amount: the invoice stays open, and a person looks at it once', async () => {
    const invoice = await owing();
    await pay(invoice);
    const orderId = await orderOf(invoice);
    await simulator.faults({ wrongAmount: true, double: true });
    await simulator.act('pay', orderId);
    await until(
      () => findings(orderId),
      (kinds) => kinds.length > 0,
    );
    expect(await findings(orderId)).toEqual(['AMOUNT_DIFFERS']);
    expect((await read(invoice)).invoice.status).toBe('OPEN');
    expect(await planOf(invoice)).toBe('TRIAL');
  });

  test('PAY-04 another order, and one that nobody knows: found by its transaction, or kept for a person', async () => {
    const invoice = await owing();
    await pay(invoice);
    const orderId = await orderOf(invoice);
    await simulator.faults({ wrongOrder: true });
    await simulator.act('pay', orderId);
    // Wallets do so: the transaction's id is ours, and by that it is found.
    await untilPaid(invoice);
    expect(await paidTimes(invoice)).toBe(1);
    expect(await findings(orderId)).toEqual([]);
    expect(await simulator.notify('INV-1999-000001-tak-dikenal', { times: 3 })).toEqual([200, 200, 200]);
    expect(await findings('INV-1999-000001-tak-dikenal')).toEqual(['UNKNOWN_ORDER']);
  });

  test('PAY-04 a bad signature is 401, and nothing of it is kept', async () => {
    const invoice = await owing();
    await pay(invoice);
    const orderId = await orderOf(invoice);
    expect(await simulator.notify(orderId, { as: { status: 'paid', key: 'kunci-lain' } })).toEqual([401]);
    const kept = await app.sql("SELECT FROM gateway_notices WHERE order_id = $1 AND state = 'PAID'", [
      orderId,
    ]);
    expect(kept).toEqual([]);
    expect((await read(invoice)).charge.status).toBe('PENDING');
    const odd = await app.api(
      'POST',
      '/payments/notifications/xendit',
      { id: 'x' },
      { 'x-callback-token': 'salah' },
    );
    expect([odd.status, odd.body.code]).toEqual([401, 'notification_forged']);
    expect((await app.api('POST', '/payments/notifications/midtrans', 'bukan json')).status).toBe(400);
    expect((await app.api('POST', '/payments/notifications/doku', {})).status).toBe(404);
  });

  test('PAY-04 told of a payment and not paid there: the gateway itself is believed', async () => {
    const invoice = await owing();
    await pay(invoice);
    const orderId = await orderOf(invoice);
    expect(await simulator.notify(orderId, { as: { status: 'paid' } })).toEqual([200]);
    expect((await read(invoice)).invoice.status).toBe('OPEN');
  });
});

describe('a gateway that fails', () => {
  test('PAY-04 silent: the breaker opens, nothing is lost, and asking heals it', async () => {
    const invoice = await owing();
    await pay(invoice);
    const orderId = await orderOf(invoice);
    await simulator.faults({ silent: true });
    await simulator.act('pay', orderId);
    const last = await owing('PRO');
    const others = await Promise.all(Array.from({ length: 5 }, () => owing('PRO')));
    await simulator.faults({ deaf: true });
    expect(await simulator.notify(orderId)).toEqual([200]);
    const answers = await Promise.all(others.map((other) => pay(other)));
    for (const { status, body } of answers) expect([status, body.code]).toEqual([503, 'gateway_unavailable']);
    // Open by now: it is known at once that nothing was asked for.
    expect((await pay(last)).status).toBe(503);
    expect((await read(last)).charge.status).toBe('FAILED');
    const [failed] = await app.sql<{ failure: string }>(
      'SELECT failure FROM invoice_charges WHERE invoice_id = $1',
      [last.id],
    );
    expect(failed!.failure).toBe('breaker_open');
    await simulator.faults({ silent: true });
    time(2 * MINUTE);
    await until(
      async () => (await lookIntoNotices(), await reconcilePayments(), await read(invoice)),
      ({ invoice: { status } }) => status === 'PAID' || (time(2 * MINUTE), false),
    );
    expect(await paidTimes(invoice)).toBe(1);
    expect((await pay(last)).body.data.charge.status).toBe('PENDING');
  });

  test('PAY-04 error 500: nothing is charged, the next try works', async () => {
    const invoice = await owing();
    await simulator.faults({ broken: true });
    expect((await pay(invoice)).body.code).toBe('gateway_unavailable');
    await simulator.faults();
    time(6 * MINUTE);
    await reconcilePayments();
    expect((await read(invoice)).charge.status).toBe('FAILED');
    expect((await pay(invoice)).body.data.charge.status).toBe('PENDING');
  });

  test('PAY-04 a charge was made and this side died before its note: found again by our own order id', async () => {
    const lost = await owing();
    await pay(lost);
    // As after a kill between the gateway's answer and our commit.
    const forget = ({ id }: { id: string }) =>
      app.sql(
        "UPDATE invoice_charges SET status = 'CREATING', provider_id = NULL, instructions = NULL WHERE invoice_id = $1",
        [id],
      );
    await simulator.faults({ silent: true });
    await forget(lost);
    const paidAnyway = await owing();
    await pay(paidAnyway);
    await forget(paidAnyway);
    await simulator.act('pay', await orderOf(paidAnyway));
    time(2 * MINUTE);
    await reconcilePayments();
    // Paid: it counts. Not paid: nobody saw what to pay, so it ends and another may be made.
    expect((await read(paidAnyway)).invoice.status).toBe('PAID');
    expect((await read(lost)).charge.status).toBe('CANCELLED');
    expect((await pay(lost)).body.data.charge).toMatchObject({ status: 'PENDING', qr: expect.any(String) });
  });

  test('PAY-04 a notification before our own commit: it is paid, and the commit after it changes nothing', async () => {
    const invoice = await owing();
    await pay(invoice);
    const orderId = await orderOf(invoice);
    const [before] = await app.sql<{ instructions: object; provider_id: string }>(
      'SELECT instructions, provider_id FROM invoice_charges WHERE order_id = $1',
      [orderId],
    );
    await app.sql(
      "UPDATE invoice_charges SET status = 'CREATING', provider_id = NULL, instructions = NULL WHERE order_id = $1",
      [orderId],
    );
    await simulator.act('pay', orderId);
    const { charge } = await untilPaid(invoice);
    const { saveMade, findLastCharge } = await import('../charges.repository');
    const row = (await findLastCharge(invoice.tenant.tenantId, invoice.id))!;
    await saveMade(row, { providerId: before!.provider_id, instructions: before!.instructions }, new Date());
    expect((await read(invoice)).charge).toMatchObject({ id: charge.id, status: 'PAID' });
    expect(await paidTimes(invoice)).toBe(1);
  });

  test('PAY-04 a reversed payment is for a person; the invoice stays as it was', async () => {
    const invoice = await owing();
    await pay(invoice);
    const orderId = await orderOf(invoice);
    await simulator.act('pay', orderId);
    await untilPaid(invoice);
    await fetchRefund(orderId);
    await until(
      () => findings(orderId),
      (kinds) => kinds.length > 0,
    );
    expect(await findings(orderId)).toEqual(['REVERSED']);
    expect((await read(invoice)).invoice.status).toBe('PAID');
  });
});

/** As the gateway's own staff would. */
const fetchRefund = (orderId: string) => simulator.act('refund' as 'pay', orderId);

describe('without a gateway', () => {
  test('PAY-03 the invoice says that it is paid by transfer; a stranger sees nothing of it', async () => {
    await app.sql('UPDATE service_gateways SET active = false');
    const invoice = await owing();
    expect((await read(invoice)).methods).toEqual([]);
    expect((await pay(invoice)).body.code).toBe('gateway_not_set_up');
    const stranger = await app.registerTenant();
    for (const method of ['GET', 'POST'])
      expect(
        (await stranger.api(method, path(invoice.id), method === 'POST' ? { method: 'QRIS' } : undefined))
          .status,
      ).toBe(404);
    await simulator.use('MIDTRANS');
    const big = await app.registerTenant();
    expect((await big.api('POST', path(invoice.id), { method: 'QRIS' })).status).toBe(404);
  });
});
