import type { ProductDto, ReceiptModel, SettingsDto } from '@meja/domain';
import { logoOfFormat, logoSizeOf } from '@meja/domain';
import sharp from 'sharp';
import { catalogFactory } from '../../../../test/factories/catalog';
import { PICTURE, uploadAs } from '../../../../test/factories/uploads';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { isBlack } from '../../../lib/bitmap';
import { readEscPos } from '../../../../test/factories/escpos-reader';

let app: TestApp;
let shop: TestTenant;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  shop = await app.registerTenant();
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
/** A dark bar with a light hole in its middle, on a transparent margin: 700 by 200 without it. */
const artwork = async (ink = '#7a2e12') => {
  const bar = await sharp({ create: { width: 700, height: 200, channels: 4, background: ink } })
    .composite([
      {
        input: { create: { width: 200, height: 100, channels: 4, background: '#ffffff' } },
        gravity: 'center',
      },
    ])
    .png()
    .toBuffer();
  return sharp({ create: { width: 1000, height: 1000, channels: 4, background: '#0000' } })
    .composite([{ input: bar, gravity: 'center' }])
    .png()
    .toBuffer();
};
const upload = (content: Uint8Array, api = shop.api, headers = {}) =>
  uploadAs(api, '/settings/logo', content, { headers });
const settings = async () => data<SettingsDto>(await shop.api('GET', '/settings'));
const fetchPicture = (url: string, headers: Record<string, string> = {}) =>
  fetch(app.baseUrl + url, { headers });
const kept = (tenantId: string) =>
  app.sql<{ name: string }>('SELECT name FROM logos WHERE tenant_id = $1', [tenantId]);

async function sale(): Promise<string> {
  const { id } = await catalogFactory(shop.api).product({ price: 15_000 });
  const body = {
    outletId: shop.outletId,
    type: 'TAKEAWAY',
    items: [{ productId: id, quantity: 1 }],
    submit: true,
  };
  return data<{ id: string }>(await shop.api('POST', '/orders', body), 201).id;
}
async function receiptBytes(orderId: string, query: string): Promise<Buffer> {
  const answer = await fetch(`${app.baseUrl}/api/v1/orders/${orderId}/receipt?${query}`, {
    headers: { authorization: `Bearer ${shop.token}` },
  });
  if (answer.status !== 200) throw new Error(await answer.text());
  return Buffer.from(await answer.arrayBuffer());
}

describe('SAAS-08 the logo of a business', () => {
  test('SAAS-08 is kept whole, without its margin, in two formats, and may be kept by whoever sees it', async () => {
    const before = await settings();
    expect(before.logoUrl).toBeNull();
    const answer = await upload(await artwork());
    const { logoUrl, version } = data<SettingsDto>(answer);
    expect([version, answer.headers.get('etag')]).toEqual([before.version + 1, `"${before.version + 1}"`]);
    expect((await settings()).logoUrl).toBe(logoUrl);
    const { width, height } = logoSizeOf(logoUrl!)!;
    expect(width).toBe(576);
    expect(Math.abs(height - (576 * 200) / 700)).toBeLessThan(2);
    for (const format of ['webp', 'avif'] as const) {
      const got = await fetchPicture(logoOfFormat(logoUrl!, format));
      expect([got.status, got.headers.get('content-type')]).toEqual([200, `image/${format}`]);
      expect(got.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const about = await sharp(Buffer.from(await got.arrayBuffer())).metadata();
      expect([about.width, about.height]).toEqual([width, height]);
    }
    const again = await fetchPicture(logoUrl!, { 'if-none-match': `"${logoUrl!.split('/').at(-1)}"` });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('SAAS-08 SELL-09 is on receipts: as an address, within the page, and as dots no wider than the paper', async () => {
    const order = await sale();
    const { logoUrl } = data<SettingsDto>(await upload(await artwork()));
    const model = data<ReceiptModel>(await shop.api('GET', `/orders/${order}/receipt`));
    expect(model.logoUrl).toBe(logoUrl);
    const html = (await receiptBytes(order, 'format=html')).toString();
    const webp = Buffer.from(await (await fetchPicture(logoUrl!)).arrayBuffer());
    expect(html).toContain(webp.toString('base64'));
    for (const [columns, dots] of [
      [32, 384],
      [48, 576],
    ] as const) {
      const { pictures, lines } = readEscPos(await receiptBytes(order, `format=escpos&width=${columns}`));
      expect(pictures).toHaveLength(1);
      const [logo] = pictures;
      expect(logo!.width).toBe(dots);
      const middle = Math.floor(logo!.height / 2);
      // Brown prints as black, the hole stays white, and there is no dot between.
      expect([isBlack(logo!, 10, middle), isBlack(logo!, dots / 2, middle)]).toEqual([true, false]);
      expect(lines.some(({ text }) => text.includes('TOTAL'))).toBe(true);
    }
  });

  test('SAAS-08 SELL-11 the same again changes nothing, another takes its place, and null takes it away', async () => {
    const one = await artwork();
    const first = data<SettingsDto>(await upload(one));
    expect(data<SettingsDto>(await upload(one))).toEqual(first);
    const second = data<SettingsDto>(await upload(await artwork('#003366')));
    expect([second.version, second.logoUrl === first.logoUrl]).toEqual([first.version + 1, false]);
    expect((await fetchPicture(first.logoUrl!)).status).toBe(404);
    // What does not speak of it leaves it.
    const other = data<SettingsDto>(await shop.api('PATCH', '/settings', { receiptFooter: 'Dah' }));
    expect(other.logoUrl).toBe(second.logoUrl);
    const told = await shop.api('PATCH', '/settings', { logoUrl: first.logoUrl });
    expect([told.status, told.body.errors]).toMatchObject([422, [{ path: 'logoUrl', code: 'not_allowed' }]]);
    const without = data<SettingsDto>(await shop.api('PATCH', '/settings', { logoUrl: null }));
    expect([without.logoUrl, await kept(shop.tenantId)]).toEqual([null, []]);
    const order = await sale();
    expect(readEscPos(await receiptBytes(order, 'format=escpos')).pictures).toEqual([]);
    expect((await receiptBytes(order, 'format=html')).toString()).not.toContain('<img');
  });

  test('SAAS-08 CAT-01 a photo of the same content and the logo do not take each other away', async () => {
    const product = await catalogFactory(shop.api).product();
    const content = await artwork();
    const photo = (id: string) => uploadAs(shop.api, `/products/${id}/photo`, content);
    const { logoUrl } = data<SettingsDto>(await upload(content));
    data<ProductDto>(await photo(product.id));
    data<ProductDto>(await shop.api('PATCH', `/products/${product.id}`, { photoUrl: null }));
    expect((await fetchPicture(logoUrl!)).status).toBe(200);
    const { photoUrl } = data<ProductDto>(await photo(product.id));
    data<SettingsDto>(await shop.api('PATCH', '/settings', { logoUrl: null }));
    expect([(await fetchPicture(photoUrl!)).status, await kept(shop.tenantId)]).toEqual([200, []]);
  });

  test('SAAS-08 a version that is no longer the present one is refused', async () => {
    data(await shop.api('PATCH', '/settings', { receiptFooter: 'Dah' }));
    const answer = await upload(PICTURE, shop.api, { 'if-match': '"1"' });
    expect([answer.status, answer.body.code]).toEqual([412, 'version_conflict']);
    expect([(await settings()).logoUrl, await kept(shop.tenantId)]).toEqual([null, []]);
  });

  test('SAAS-08 the audit log tells of it', async () => {
    const { logoUrl } = data<SettingsDto>(await upload(PICTURE));
    const rows = data<{ action: string; before: object; after: object }[]>(
      await shop.api('GET', '/audit-log'),
    );
    expect(rows[0]).toMatchObject({
      action: 'settings.change',
      before: { logoUrl: null },
      after: { logoUrl },
    });
  });
});

describe('SAAS-08 what is no logo, and whose it is', () => {
  test.each([
    ['a text', 'photo_unreadable', Buffer.from('bukan logo')],
    ['an SVG', 'photo_unreadable', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a picture cut off', 'photo_unreadable', PICTURE.subarray(0, 40)],
    ['an empty file', 'required', Buffer.alloc(0)],
  ])('SAAS-08 SEC-03 %s is refused (%s), and the one there was stays', async (_what, code, content) => {
    const { logoUrl } = data<SettingsDto>(await upload(await artwork()));
    const answer = await upload(content);
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ path: 'file', code }]]);
    expect((await settings()).logoUrl).toBe(logoUrl);
    expect(await kept(shop.tenantId)).toHaveLength(1);
  });

  test('SAAS-08 a picture of one colour alone is one, too', async () => {
    const blank = { create: { width: 90, height: 30, channels: 3 as const, background: '#ffffff' } };
    const { logoUrl } = data<SettingsDto>(await upload(await sharp(blank).png().toBuffer()));
    expect((await fetchPicture(logoUrl!)).status).toBe(200);
  });

  test('SAAS-08 ISO-01 ISO-03 another business has its own, and neither address leads to the other’s', async () => {
    const stranger = await app.registerTenant();
    const content = await artwork();
    const mine = data<SettingsDto>(await upload(content)).logoUrl!;
    const theirs = data<SettingsDto>(await upload(content, stranger.api)).logoUrl!;
    const fileOf = (url: string) => url.split('/').at(-1)!;
    expect(fileOf(mine)).not.toBe(fileOf(theirs));
    const [resized] = [mine.replace(/-\d+x\d+/, '-1x1')];
    for (const url of [mine.replace(shop.tenantId, stranger.tenantId), resized, `${mine}x`]) {
      const answer = await fetchPicture(url);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    }
    data<SettingsDto>(await stranger.api('PATCH', '/settings', { logoUrl: null }));
    expect([(await fetchPicture(mine)).status, (await fetchPicture(theirs)).status]).toEqual([200, 404]);
  });

  test('SAAS-08 who may not change the settings may not change it', async () => {
    const cashier = await shop.staff('CASHIER');
    expect((await upload(PICTURE, cashier.api)).status).toBe(403);
    expect((await upload(PICTURE, app.api)).status).toBe(401);
    expect(await kept(shop.tenantId)).toEqual([]);
  });
});
