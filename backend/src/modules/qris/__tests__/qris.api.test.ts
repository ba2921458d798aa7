import { decodeQris, encodeQris } from '@meja/domain';
import type { MenuDto, OrderDto, QrisCodeDto, QrisPaymentDto, ShiftReportDto } from '@meja/domain';
import { SAMPLE_QRIS, SMALL_CAFE } from '@meja/domain/shop';
import { v7 as uuidv7 } from 'uuid';
import { menuOf } from '../../../../test/factories/menu';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
let shop: TestTenant;
/** Rp15.500, and tax. */
let bread: string;

beforeAll(async () => {
  app = await startTestApp();
  shop = await app.registerTenant();
  bread = (await menuOf(shop.api, SMALL_CAFE)).product('Roti Bakar');
});
afterAll(() => app.stop());

const dataOf = <T>({ body }: ApiAnswer): T => (body as { data: T }).data;
const refusal = ({ status, body }: ApiAnswer) => ({
  status,
  code: body.code,
  fields: (body.errors as { path: string; code: string }[] | undefined)?.map(({ path, code }) => [
    path,
    code,
  ]),
});
const path = (outletId = shop.outletId): string => `/outlets/${outletId}/qris`;
const another = (): string => {
  const reading = decodeQris(SAMPLE_QRIS);
  if (!reading.ok) throw new Error(reading.fault);
  return encodeQris({ ...reading.code, merchantName: 'KEDAI LAIN' });
};

/** An order paid by QRIS; Rp15.500 and tax. */
async function sale(more: object = {}): Promise<OrderDto> {
  const answer = await shop.api('POST', '/orders', {
    outletId: shop.outletId,
    type: 'TAKEAWAY',
    items: [{ productId: bread, quantity: 1 }],
    submit: true,
    payments: [{ method: 'QRIS', amount: 17_050 }],
    ...more,
  });
  expect(answer.status).toBe(201);
  return dataOf(answer);
}
const listed = async (query = ''): Promise<QrisPaymentDto[]> =>
  dataOf(await shop.api('GET', `/qris-payments?outletId=${shop.outletId}&limit=1000${query}`));
const match = (deed: 'confirm' | 'withdraw', paymentIds: string[], api: Caller = shop.api) =>
  api('POST', `/qris-payments/${deed}`, { outletId: shop.outletId, paymentIds });
const audited = (action: string) =>
  app.sql<{ before: unknown; after: unknown }>(
    'SELECT before, after FROM audit_log WHERE tenant_id = $1 AND action = $2 ORDER BY seq',
    [shop.tenantId, action],
  );

describe('BEY-04 the code of an outlet', () => {
  test('BEY-04 it is set, in the menu of its outlet at once, replaced and removed, each in the log', async () => {
    const branch = dataOf<{ id: string }>(await shop.api('POST', '/outlets', { name: 'Cabang' })).id;
    expect(dataOf(await shop.api('GET', path()))).toBeNull();
    const set = await shop.api('PUT', path(), { payload: SAMPLE_QRIS });
    expect(set.status).toBe(200);
    expect(dataOf(set)).toMatchObject({
      payload: SAMPLE_QRIS,
      merchantName: 'KEDAI CONTOH',
      merchantCity: 'JAKARTA',
      nmid: 'ID1020000000001',
      version: 1,
    });
    const qrisOf = async (outletId: string) =>
      dataOf<MenuDto>(await shop.api('GET', `/menu?outletId=${outletId}`)).settings.qris;
    expect(await qrisOf(shop.outletId)).toBe(SAMPLE_QRIS);
    expect(await qrisOf(branch)).toBeNull();
    // The same again is the same, and no line in the log.
    expect(dataOf(await shop.api('PUT', path(), { payload: ` ${SAMPLE_QRIS}` }))).toEqual(dataOf(set));

    const stale = await shop.api('PUT', path(), { payload: another(), version: 9 });
    expect(refusal(stale)).toMatchObject({ status: 412, code: 'version_conflict' });
    const replaced = await shop.api('PUT', path(), { payload: another(), version: 1 });
    expect(dataOf(replaced)).toMatchObject({ merchantName: 'KEDAI LAIN', version: 2 });
    expect(await qrisOf(shop.outletId)).toBe(another());

    const late = await shop.api('DELETE', path(), undefined, { 'if-match': '"1"' });
    expect(refusal(late)).toMatchObject({ status: 412, code: 'version_conflict' });
    expect((await shop.api('DELETE', path(), undefined, { 'if-match': '"2"' })).status).toBe(204);
    expect(await qrisOf(shop.outletId)).toBeNull();
    expect((await shop.api('DELETE', path())).status).toBe(404);
    expect(await audited('outlet.qris')).toMatchObject([
      { before: null, after: { merchantName: 'KEDAI CONTOH', nmid: 'ID1020000000001' } },
      { before: { merchantName: 'KEDAI CONTOH' }, after: { merchantName: 'KEDAI LAIN' } },
    ]);
    expect(await audited('outlet.qris_remove')).toMatchObject([{ before: { payload: another() } }]);
  });

  test.each([
    ['tampered', SAMPLE_QRIS.replace('KEDAI', 'KADAI'), 'qris_checksum'],
    ['no code', 'https://example.com/bayar', 'qris_format'],
    ['for one payment', () => encodeQris({ ...read(), isDynamic: true, amount: 5_000 }), 'qris_dynamic'],
    ['without an account', () => encodeQris({ ...read(), accounts: [] }), 'qris_not_qris'],
  ])('PAY-02 BEY-04 a code that is %s is refused with the reason', async (_, text, code) => {
    const payload = typeof text === 'string' ? text : text();
    expect(refusal(await shop.api('PUT', path(), { payload }))).toEqual({
      status: 422,
      code: 'validation_failed',
      fields: [['payload', code]],
    });
    expect(dataOf(await shop.api('GET', path()))).toBeNull();
  });

  test('BEY-04 AUTH-06 whoever runs the floor does not say where the money goes', async () => {
    const { api } = await shop.staff('SUPERVISOR');
    for (const answer of [
      await api('GET', path()),
      await api('PUT', path(), { payload: SAMPLE_QRIS }),
      await api('DELETE', path()),
    ])
      expect(refusal(answer)).toMatchObject({ status: 403, code: 'forbidden' });
  });

  test('BEY-04 of two who set the first code at once both are told one and the same state', async () => {
    const answers = await Promise.all(
      [SAMPLE_QRIS, another()].map((payload) => shop.api('PUT', path(), { payload })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const now = dataOf<QrisCodeDto>(await shop.api('GET', path()));
    expect(now.version).toBe(2);
    expect(answers.map((answer) => dataOf<QrisCodeDto>(answer))).toContainEqual(now);
    expect((await shop.api('DELETE', path())).status).toBe(204);
  });
});

function read() {
  const reading = decodeQris(SAMPLE_QRIS);
  if (!reading.ok) throw new Error(reading.fault);
  return reading.code;
}

describe('BEY-04 matching at the end of the day', () => {
  test('BEY-04 a payment by QRIS is unconfirmed on the order, on the struk and in the list until it is ticked off; the sale never changes', async () => {
    const order = await sale();
    expect(order.payments).toMatchObject([{ method: 'QRIS', amount: 17_050, confirmation: 'CASHIER' }]);
    const { id } = order.payments[0]!;
    const struk = async () =>
      dataOf<{ payments: { note: string | null }[] }>(
        await shop.api('GET', `/orders/${order.id}/receipt?format=json`),
      ).payments.map(({ note }) => note);
    expect(await struk()).toEqual(['Belum dikonfirmasi bank']);
    const [open] = (await listed('&confirmed=false')).filter((one) => one.id === id);
    expect(open).toEqual({
      id,
      orderId: order.id,
      orderNumber: order.number,
      outletId: shop.outletId,
      amount: 17_050,
      reference: null,
      cashierName: order.cashierName,
      businessDate: order.businessDate,
      paidAt: order.payments[0]!.paidAt,
      confirmation: 'CASHIER',
      confirmedByName: null,
      confirmedAt: null,
    });

    const before = dataOf<OrderDto>(await shop.api('GET', `/orders/${order.id}`));
    const { api } = await shop.staff('SUPERVISOR');
    const name = 'Staf SUPERVISOR';
    const ticked = await match('confirm', [id], api);
    expect(ticked.status).toBe(200);
    expect(dataOf(ticked)).toEqual([
      { ...open, confirmation: 'STATEMENT', confirmedByName: name, confirmedAt: expect.any(String) },
    ]);
    // Who was first stays.
    const again = await match('confirm', [id]);
    expect(dataOf(again)).toEqual(dataOf(ticked));
    const after = dataOf<OrderDto>(await shop.api('GET', `/orders/${order.id}`));
    expect(after).toEqual({ ...before, payments: [{ ...before.payments[0], confirmation: 'STATEMENT' }] });
    expect(await struk()).toEqual([null]);
    expect((await listed('&confirmed=false')).map((one) => one.id)).not.toContain(id);
    expect((await listed('&confirmed=true')).map((one) => one.id)).toContain(id);

    expect(dataOf(await match('withdraw', [id], api))).toEqual([open]);
    expect(dataOf(await match('withdraw', [id], api))).toEqual([open]);
    expect(await audited('payment.confirm')).toMatchObject([
      { after: { payments: [{ id, orderNumber: order.number, amount: 17_050, confirmedByName: name }] } },
    ]);
    expect(await audited('payment.unconfirm')).toHaveLength(1);
  });

  test('BEY-04 what a bank has nothing to say to is not in the list, and carries no mark', async () => {
    const order = await sale({ payments: [{ method: 'CARD', amount: 17_050 }] });
    expect(order.payments).toMatchObject([{ method: 'CARD', confirmation: null }]);
    expect((await listed()).map(({ orderId }) => orderId)).not.toContain(order.id);
    const answer = await match('confirm', [order.payments[0]!.id]);
    expect(refusal(answer)).toMatchObject({ status: 422, fields: [['paymentIds.0', 'unknown_reference']] });
  });

  test('BEY-04 ISO-03 payments of another outlet or business are none here, and nothing of a call is done', async () => {
    const stranger = await app.registerTenant();
    const [mine, other] = [await sale(), await sale()].map(({ payments }) => payments[0]!.id);
    const theirs = await match('confirm', [mine!], stranger.api);
    expect(refusal(theirs)).toMatchObject({ status: 422, fields: [['paymentIds.0', 'unknown_reference']] });
    const branch = dataOf<{ id: string }>(await shop.api('POST', '/outlets', { name: 'Lain' })).id;
    const body = { outletId: branch, paymentIds: [mine] };
    expect((await shop.api('POST', '/qris-payments/confirm', body)).status).toBe(422);
    const half = await match('confirm', [other!, uuidv7()]);
    expect(refusal(half)).toMatchObject({ status: 422, fields: [['paymentIds.1', 'unknown_reference']] });
    const { api } = await shop.staff('SUPERVISOR', { outletIds: [branch] });
    expect((await match('confirm', [mine!], api)).status).toBe(404);
    const open = (await listed('&confirmed=false')).map(({ id }) => id);
    expect(open).toEqual(expect.arrayContaining([mine, other]));
  });

  test('BEY-04 of two who tick the same payments off at once, one is who did so', async () => {
    const ids = [await sale(), await sale()].map(({ payments }) => payments[0]!.id);
    const { api } = await shop.staff('SUPERVISOR');
    const answers = await Promise.all([match('confirm', ids), match('confirm', [...ids].reverse(), api)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(dataOf(answers[0])).toEqual(dataOf(answers[1]));
  });

  test('BEY-04 the day’s list comes in the order of the payments, page by page, and its sums are of all of it', async () => {
    for (const amount of [5_000, 12_050])
      await sale({
        payments: [
          { method: 'QRIS', amount },
          { method: 'CARD', amount: 17_050 - amount },
        ],
      });
    const all = await listed();
    const pages: QrisPaymentDto[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = `outletId=${shop.outletId}&limit=1${cursor && `&cursor=${cursor}`}`;
      const { body } = await shop.api('GET', `/qris-payments?${query}`);
      pages.push(...(body.data as QrisPaymentDto[]));
      cursor = (body.meta as { nextCursor: string | null }).nextCursor;
    }
    expect(pages).toEqual(all);
    expect(all.map(({ paidAt }) => paidAt)).toEqual(all.map(({ paidAt }) => paidAt).sort());

    await match('confirm', [all[0]!.id]);
    const total = all.reduce((sum, { amount }) => sum + amount, 0);
    const open = await listed('&confirmed=false');
    expect(open.length).toBeLessThan(all.length);
    const day = await shop.api('GET', `/qris-payments/day?outletId=${shop.outletId}`);
    expect(dataOf(day)).toEqual({
      outletId: shop.outletId,
      businessDate: all[0]!.businessDate,
      count: all.length,
      amount: total,
      unconfirmed: { count: open.length, amount: open.reduce((sum, { amount }) => sum + amount, 0) },
    });
    const other = await shop.api('GET', `/qris-payments?outletId=${shop.outletId}&date=2020-01-01`);
    expect(dataOf(other)).toEqual([]);
  });

  test('BEY-04 CASH-01 the report of a shift says how much of its QRIS no bank has confirmed', async () => {
    const { api } = await shop.staff('CASHIER');
    const shift = await api('POST', '/shifts/open', { outletId: shop.outletId, openingFloat: 0 });
    const body = { outletId: shop.outletId, type: 'TAKEAWAY', submit: true };
    const items = [{ productId: bread, quantity: 1 }];
    const ids: string[] = [];
    for (const amount of [17_050, 17_050]) {
      const answer = await api('POST', '/orders', { ...body, items, payments: [{ method: 'QRIS', amount }] });
      ids.push(dataOf<OrderDto>(answer).payments[0]!.id);
    }
    const report = async () =>
      dataOf<ShiftReportDto>(await api('GET', `/shifts/${dataOf<{ id: string }>(shift).id}/report`))
        .unconfirmed;
    expect(await report()).toEqual({ count: 2, amount: 34_100 });
    await match('confirm', [ids[0]!]);
    expect(await report()).toEqual({ count: 1, amount: 17_050 });
    // Who took the money does not tick it off.
    const own = await match('confirm', [ids[1]!], api);
    expect(refusal(own)).toMatchObject({ status: 403, code: 'forbidden' });
  });

  test('BEY-04 SELL-11 the same payment sent twice is one payment in the list', async () => {
    const draft = await sale({ payments: [] });
    const payment = { id: uuidv7(), method: 'QRIS', amount: 17_050 };
    const key = { 'idempotency-key': uuidv7() };
    const answers = await Promise.all(
      [key, key, {}].map((headers) => shop.api('POST', `/orders/${draft.id}/payments`, payment, headers)),
    );
    expect(answers.some(({ status }) => status < 300)).toBe(true);
    const late = await shop.api('POST', `/orders/${draft.id}/payments`, { ...payment, id: uuidv7() });
    expect(refusal(late)).toMatchObject({ status: 409, code: 'order_already_paid' });
    expect((await listed()).filter(({ orderId }) => orderId === draft.id)).toHaveLength(1);
  });
});
