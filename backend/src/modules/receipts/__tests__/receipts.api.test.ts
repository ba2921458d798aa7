import { v7 as uuidv7 } from 'uuid';
import type { OrderDto, ReceiptModel } from '@meja/domain';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { readEscPos } from '../../../../test/factories/escpos-reader';

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;
let placed: OrderDto;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant({ businessName: 'Warung <b>Sedap</b>' });
  shop = await openShop(tenant);
  const answer = await tenant.api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    submit: true,
    items: [
      { productId: shop.coffee, quantity: 2, note: 'tanpa gula' },
      { productId: shop.cracker, quantity: 1, discount: { type: 'AMOUNT', value: 500 } },
    ],
    payments: [{ method: 'CASH', amount: 47_300, tendered: 50_000 }],
  });
  placed = (answer.body as { data: OrderDto }).data;
});
afterAll(() => app.stop());

const receipt = (query = '') => tenant.api('GET', `/orders/${placed.id}/receipt${query}`);

async function bytes(query: string): Promise<Buffer> {
  const response = await fetch(`${app.baseUrl}/api/v1/orders/${placed.id}/receipt${query}`, {
    headers: { authorization: `Bearer ${tenant.token}` },
  });
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  return Buffer.from(await response.arrayBuffer());
}

describe('SELL-09 receipt of an order', () => {
  test('SELL-09 as data: lines, totals that add up, change, and no mark of a copy', async () => {
    const { status, body } = await receipt();
    expect(status).toBe(200);
    const model = body.data as ReceiptModel;
    expect(model).toMatchObject({
      businessName: 'Warung <b>Sedap</b>',
      number: placed.number,
      total: placed.total,
      change: 2_700,
      paid: true,
      isCopy: false,
      printedTime: null,
    });
    const summed = model.totals.slice(
      0,
      model.totals.findIndex(({ kind }) => kind === 'total'),
    );
    expect(summed.reduce((sum, { amount }) => sum + amount, 0)).toBe(placed.total);
  });

  test('SELL-09 as bytes for 32 and 48 columns, with the drawer where it is asked for', async () => {
    for (const width of [32, 48]) {
      const paper = readEscPos(await bytes(`?format=escpos&width=${width}`));
      expect([paper.isInitialised, paper.cuts, paper.kicks]).toEqual([true, 1, []]);
      expect(Math.max(...paper.lines.map(({ columns }) => columns))).toBe(width);
      const text = paper.lines.map((line) => line.text).join('\n');
      expect(text).toMatch(/2x Kopi Susu +36\.000/);
      expect(text).toMatch(/Kembalian +2\.700/);
      expect(text).not.toContain('SALINAN');
    }
    expect(readEscPos(await bytes('?format=escpos&drawer=true')).kicks).toHaveLength(1);
  });

  test('SELL-09 a reprint is marked as a copy in every form', async () => {
    expect((await receipt('?copy=true')).body.data).toMatchObject({
      isCopy: true,
      printedTime: expect.any(String),
    });
    expect((await receipt('?format=html&copy=true')).text).toContain('SALINAN');
    const { lines } = readEscPos(await bytes('?format=escpos&copy=true'));
    expect(lines.some(({ text }) => text.includes('SALINAN'))).toBe(true);
  });

  test('SELL-09 SEC-03 as a page: escaped, with a policy under which nothing runs', async () => {
    const { status, text, headers } = await receipt('?format=html&width=48');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; frame-/,
    );
    expect(text).toContain('Warung &lt;b&gt;Sedap&lt;/b&gt;');
    expect(text).not.toContain('<b>');
  });

  test('SELL-09 ISO-03 AUTH-06 unknown forms are refused; others find nothing; the kitchen prints no bills', async () => {
    for (const query of ['?format=pdf', '?width=40', '?copy=ya', '?tenantId=1']) {
      expect((await receipt(query)).status).toBe(422);
    }
    const other = await app.registerTenant();
    const path = `/orders/${placed.id}/receipt`;
    expect((await other.api('GET', path)).status).toBe(404);
    expect((await tenant.api('GET', `/orders/${uuidv7()}/receipt`)).status).toBe(404);
    expect((await (await tenant.staff('KITCHEN')).api('GET', path)).status).toBe(403);
    expect((await app.api('GET', path)).status).toBe(401);
  });
});
