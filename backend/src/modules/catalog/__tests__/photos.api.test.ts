import type { MenuDto, ProductDto } from '@meja/domain';
import { photoOfSize } from '@meja/domain';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { catalogFactory } from '../../../../test/factories/catalog';
import { uploadAs } from '../../../../test/factories/uploads';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { withTenant } from '../../../platform/db';
import { encodePhoto } from '../photos/encode-photo';

let app: TestApp;
let shop: TestTenant;
let make: ReturnType<typeof catalogFactory>;
let serial = 0;

beforeAll(async () => {
  app = await startTestApp();
  shop = await app.registerTenant();
  make = catalogFactory(shop.api);
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
/** A picture that no other test has: red above, green below. */
async function picture({ width = 900, height = 1200 } = {}): Promise<Sharp> {
  serial += 1;
  const half = { width, height: Math.floor(height / 2), channels: 3 as const };
  const below = await sharp({ create: { ...half, background: { r: 0, g: 200 - serial, b: 0 } } })
    .png()
    .toBuffer();
  const whole = { width, height, channels: 3 as const };
  return sharp({ create: { ...whole, background: { r: 200, g: serial, b: 0 } } }).composite([
    { input: below, gravity: 'south' },
  ]);
}
const jpeg = async () => (await picture()).jpeg().toBuffer();
const upload = (id: string, content: Uint8Array, api = shop.api) =>
  uploadAs(api, `/products/${id}/photo`, content);
const newProduct = () => make.product({ name: `Berfoto ${uuidv7()}` });
const read = async (id: string) => data<ProductDto>(await shop.api('GET', `/products/${id}`));
const fetchPicture = (url: string, headers: Record<string, string> = {}) =>
  fetch(app.baseUrl + url, { headers });
const hashesOf = async (tenantId: string) =>
  (await app.sql<{ hash: string }>('SELECT hash FROM photos WHERE tenant_id = $1', [tenantId])).map(
    ({ hash }) => hash,
  );
const hashIn = (url: string | null) => /([0-9a-f]{64})-640\.webp$/.exec(url ?? '')?.[1];
const colourAt = async (content: Buffer, left: number, top: number) => {
  const { data: pixel } = await sharp(content)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...pixel.subarray(0, 3)];
};

describe('T-33 the photo of a product', () => {
  test('T-33 CAT-01 is encoded anew in two sizes and formats, upright, as a square, without what it told', async () => {
    const product = await newProduct();
    // Lying on its side, as a phone keeps it, with the place where it was taken.
    const exif = { IFD3: { GPSLatitude: '6/1 10/1 30/1', GPSLatitudeRef: 'S' } };
    const upright = await (await picture()).png().toBuffer();
    const content = await sharp(upright)
      .rotate(270)
      .jpeg()
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(content).metadata()).orientation).toBe(6);
    const answer = await upload(product.id, content);
    const { photoUrl, version } = data<ProductDto>(answer);
    expect([version, answer.headers.get('etag')]).toEqual([2, '"2"']);
    for (const format of ['avif', 'webp'] as const) {
      for (const size of [320, 640] as const) {
        const got = await fetchPicture(photoOfSize(photoUrl!, size).replace('webp', format));
        expect([got.status, got.headers.get('content-type')]).toEqual([200, `image/${format}`]);
        expect(got.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(got.headers.get('x-content-type-options')).toBe('nosniff');
        const bytes = Buffer.from(await got.arrayBuffer());
        const { width, height, exif: told, icc, xmp, orientation } = await sharp(bytes).metadata();
        expect([width, height]).toEqual([size, size]);
        expect([told, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
        const [above, below] = [await colourAt(bytes, 40, 20), await colourAt(bytes, 40, size - 20)];
        expect(above[0]).toBeGreaterThan(150);
        expect(below[1]).toBeGreaterThan(150);
      }
    }
    const again = await fetchPicture(photoUrl!, { 'if-none-match': `"${photoUrl!.split('/').at(-1)}"` });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('T-33 CAT-06 is on the menu, which has a new version; a small one is not blown up', async () => {
    const product = await newProduct();
    const menuPath = `/menu?outletId=${shop.outletId}`;
    const before = data<MenuDto>(await shop.api('GET', menuPath)).version;
    const small = await (await picture({ width: 100, height: 60 })).png().toBuffer();
    const { photoUrl } = data<ProductDto>(await upload(product.id, small));
    const menu = data<MenuDto>(await shop.api('GET', menuPath));
    expect(menu.version).toBeGreaterThan(before);
    expect(menu.products.find(({ id }) => id === product.id)?.photoUrl).toBe(photoUrl);
    const bytes = Buffer.from(await (await fetchPicture(photoUrl!)).arrayBuffer());
    expect((await sharp(bytes).metadata()).width).toBeLessThanOrEqual(100);
  });

  test('T-33 SELL-11 the same photo again changes nothing; another takes its place, and the old one goes', async () => {
    const product = await newProduct();
    const [one, two] = [await jpeg(), await jpeg()];
    const first = data<ProductDto>(await upload(product.id, one));
    expect(data<ProductDto>(await upload(product.id, one))).toEqual(first);
    const second = data<ProductDto>(await upload(product.id, two));
    expect([second.version, second.photoUrl === first.photoUrl]).toEqual([3, false]);
    const hashes = await hashesOf(shop.tenantId);
    expect(hashes).not.toContain(hashIn(first.photoUrl));
    expect(hashes).toContain(hashIn(second.photoUrl));
    expect((await fetchPicture(first.photoUrl!)).status).toBe(404);
    // A change that does not speak of it leaves it.
    const renamed = data<ProductDto>(
      await shop.api('PATCH', `/products/${product.id}`, { name: 'Lain', photoUrl: undefined }),
    );
    expect(renamed.photoUrl).toBe(second.photoUrl);
  });

  test('T-33 goes with the last product that shows it, be it taken away or removed', async () => {
    const [one, two] = [await newProduct(), await newProduct()];
    const content = await jpeg();
    const { photoUrl } = data<ProductDto>(await upload(one.id, content));
    expect(data<ProductDto>(await upload(two.id, content)).photoUrl).toBe(photoUrl);
    const hash = hashIn(photoUrl);
    const without = data<ProductDto>(await shop.api('PATCH', `/products/${one.id}`, { photoUrl: null }));
    expect([without.photoUrl, without.version]).toEqual([null, 3]);
    expect(await hashesOf(shop.tenantId)).toContain(hash);
    expect((await shop.api('DELETE', `/products/${two.id}`)).status).toBe(204);
    expect(await hashesOf(shop.tenantId)).not.toContain(hash);
    const told = await shop.api('PATCH', `/products/${one.id}`, { photoUrl: 'https://contoh.test/foto.jpg' });
    expect([told.status, told.body.errors]).toMatchObject([422, [{ path: 'photoUrl', code: 'not_allowed' }]]);
  });

  test('T-33 a version that is no longer the present one is refused', async () => {
    const product = await newProduct();
    data(await shop.api('PATCH', `/products/${product.id}`, { price: 1 }));
    const answer = await uploadAs(shop.api, `/products/${product.id}/photo`, await jpeg(), {
      headers: { 'if-match': '"1"' },
    });
    expect([answer.status, answer.body.code]).toEqual([412, 'version_conflict']);
    expect((await read(product.id)).photoUrl).toBeNull();
  });
});

describe('T-33 what is no photo', () => {
  const animated = async () =>
    sharp(
      await Promise.all(
        ['#f00', '#0f0'].map((background) =>
          sharp({ create: { width: 40, height: 40, channels: 3, background } })
            .png()
            .toBuffer(),
        ),
      ),
      { join: { animated: true } },
    );
  const apng = async () => {
    const still = await (await picture({ width: 40, height: 40 })).png().toBuffer();
    const control = Buffer.from('0000000861635441c'.padEnd(40, '0').slice(0, 40), 'hex');
    control.write('acTL', 4, 'latin1');
    return Buffer.concat([still.subarray(0, 33), control, still.subarray(33)]);
  };
  const WRONG: [string, string, () => Promise<Uint8Array>][] = [
    ['a text', 'photo_unreadable', async () => Buffer.from('bukan foto')],
    ['an SVG', 'photo_unreadable', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      'a GIF',
      'photo_unreadable',
      async () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
    ],
    ['a picture cut off', 'photo_unreadable', async () => (await jpeg()).subarray(0, 3_000)],
    [
      'a picture of noise under its first bytes',
      'photo_unreadable',
      async () => {
        const content = await jpeg();
        return Buffer.concat([content.subarray(0, 3), Buffer.alloc(5_000, 0x5a)]);
      },
    ],
    ['a WebP that moves', 'photo_animated', async () => (await animated()).webp().toBuffer()],
    ['a PNG that moves', 'photo_animated', apng],
    [
      'what an iPhone takes',
      'photo_heic',
      async () =>
        Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(500)]),
    ],
    [
      'a picture of 56 megapixels in some kilobytes',
      'photo_too_many_pixels',
      async () =>
        sharp({ create: { width: 8_000, height: 7_000, channels: 3, background: '#123' } })
          .png({ compressionLevel: 9 })
          .toBuffer(),
    ],
    ['an empty file', 'required', async () => Buffer.alloc(0)],
  ];

  test.each(WRONG)('T-33 SEC-03 %s is refused (%s) and nothing is kept', async (_what, code, content) => {
    const product = await newProduct();
    const before = await hashesOf(shop.tenantId);
    const answer = await upload(product.id, await content());
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ path: 'file', code }]]);
    expect(await read(product.id)).toEqual(product);
    expect(await hashesOf(shop.tenantId)).toEqual(before);
  });

  test('T-33 SEC-03 more than 10 MB is a 413, and what is no multipart a 400', async () => {
    const { id } = await newProduct();
    const large = await upload(id, Buffer.alloc(10 * 1024 * 1024 + 1, 0xff));
    expect([large.status, large.body.code]).toEqual([413, 'payload_too_large']);
    const plain = await shop.api('POST', `/products/${id}/photo`, await jpeg(), {
      'content-type': 'image/jpeg',
    });
    expect([plain.status, plain.body.code]).toEqual([400, 'unsupported_media_type']);
  });

  test('T-33 no transaction waits for a photo', async () => {
    const content = await jpeg();
    await expect(withTenant(shop.tenantId, async () => encodePhoto(shop.tenantId, content))).rejects.toThrow(
      /the encoding of a photo/,
    );
  });
});

describe('T-33 ISO-01 whose photo it is', () => {
  test('T-33 ISO-03 another’s product is not there, and who sells may not change it', async () => {
    const product = await newProduct();
    const stranger = await app.registerTenant();
    expect((await upload(product.id, await jpeg(), stranger.api)).status).toBe(404);
    const cashier = await shop.staff('CASHIER');
    expect((await upload(product.id, await jpeg(), cashier.api)).status).toBe(403);
    expect((await upload(product.id, await jpeg(), app.api)).status).toBe(401);
    expect((await read(product.id)).photoUrl).toBeNull();
  });

  test('T-33 ISO-01 the same picture of two businesses has two addresses, and neither leads to the other’s', async () => {
    const stranger = await app.registerTenant();
    const content = await jpeg();
    const mine = data<ProductDto>(await upload((await newProduct()).id, content)).photoUrl!;
    const theirProduct = await catalogFactory(stranger.api).product();
    const theirs = data<ProductDto>(await upload(theirProduct.id, content, stranger.api)).photoUrl!;
    expect(hashIn(mine)).not.toBe(hashIn(theirs));
    const crossed = mine.replace(shop.tenantId, stranger.tenantId);
    for (const url of [crossed, mine.replace(/[0-9a-f]{64}/, 'ab'.repeat(32)), `${mine}x`]) {
      const answer = await fetchPicture(url);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    }
    expect((await fetchPicture(mine)).status).toBe(200);
  });
});
