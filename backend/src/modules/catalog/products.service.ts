import { v7 as uuidv7 } from 'uuid';
import type { AvailabilityBody, ProductBody, ProductDto, UpdateProductBody, VariantBody } from '@meja/domain';
import { isSameContent } from '../../lib/same-content';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { isLimited, mayUseOutlet, worksIn } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { Problem, assertVersion, cutPage, decodeCursor, invalid, notFound } from '../../platform/http';
import { assertRoom } from '../subscriptions';
import { changeCatalog } from './catalog-change';
import { findOutletIds } from './catalog.repository';
import { checkVersion, duplicate } from './catalog.rules';
import { assertCodesFree, assertProduct, ownVariantIds } from './products.checks';
import { groupsAfter, inOrder } from './products.groups';
import { removeIfUnused } from './photos/photos.repository';
import { presentProduct, shownIn } from './products.presenter';
import * as repository from './products.repository';
import { hiddenStationIds, servesOutlet } from './stations.service';
import type { NewVariant, ProductData, ProductRow } from './products.repository';

export interface ProductQuery {
  q?: string;
  categoryId?: string;
  barcode?: string;
  active?: boolean;
  limit?: number;
  cursor?: string;
}

/** Shorter texts are like too many names. */
const FUZZY_FROM = 4;

async function productFor(id: string): Promise<ProductRow> {
  const row = await repository.findProduct(id);
  if (!row) throw notFound();
  return row;
}

/** Products without what is of outlets that the actor does not work in. */
async function shownTo(actor: Actor, products: ProductDto[]): Promise<ProductDto[]> {
  if (!isLimited(actor)) return products;
  const hidden = await hiddenStationIds(actor);
  return products.map((product) => shownIn(product, (outletId) => worksIn(actor, outletId), hidden));
}

/** One page of products by name; all of a product comes in a fixed number of queries however many there are. */
export async function listProducts(
  tenantId: string,
  { cursor, limit = 50, ...filter }: ProductQuery,
  actor: Actor,
): Promise<{ data: ProductDto[]; nextCursor: string | null }> {
  const last = decodeCursor(cursor, 2);
  const after = last && { name: String(last[0]), id: String(last[1]) };
  if (after && !/^[0-9a-f-]{36}$/i.test(after.id)) throw invalid({ path: 'cursor', code: 'invalid_value' });
  return withTenant(tenantId, async () => {
    const search = { ...filter, after, limit: limit + 1 };
    let ids = await repository.findProductIds({ ...search, isFuzzy: false });
    if (!ids.length && (filter.q?.length ?? 0) >= FUZZY_FROM) {
      ids = await repository.findProductIds({ ...search, isFuzzy: true });
    }
    const found = await repository.findProducts(ids);
    const { rows, nextCursor } = cutPage(found, limit, ({ name, id }) => [name, id]);
    return { data: await shownTo(actor, rows.map(presentProduct)), nextCursor };
  });
}

export async function getProduct(tenantId: string, id: string, actor: Actor): Promise<ProductDto> {
  return withTenant(tenantId, async () => {
    const [product] = await shownTo(actor, [presentProduct(await productFor(id))]);
    return product!;
  });
}

/** The columns a body names; what it leaves out is left out. */
function columnsOf({
  price,
  id: _id,
  trackStock: _stock,
  photoUrl: _p,
  variants: _v,
  modifierGroupIds: _g,
  modifierGroupVariants: _t,
  ...rest
}: Partial<ProductBody>): Partial<ProductData> {
  return {
    ...rest,
    ...(rest.description === '' && { description: null }),
    ...(price !== undefined && { price: BigInt(price) }),
  };
}

const NEW: Omit<ProductData, 'name' | 'price'> = {
  description: null,
  categoryId: null,
  stationId: null,
  needsPreparation: null,
  sku: null,
  barcode: null,
  taxClass: null,
  unit: 'PIECE',
  position: 0,
  active: true,
};

async function saveVariants(productId: string, bodies: VariantBody[], at: Date): Promise<void> {
  const known = await ownVariantIds(productId, bodies);
  const variants = bodies.map((body, position): NewVariant => ({
    id: body.id ?? uuidv7(),
    name: body.name,
    price: BigInt(body.price),
    sku: body.sku ?? null,
    barcode: body.barcode ?? null,
    position,
  }));
  await repository.replaceVariants(productId, variants, known, at);
}

async function saveGroups(id: string, ...what: Parameters<typeof groupsAfter>): Promise<void> {
  const { modifierGroupIds, modifierGroupVariants } = groupsAfter(...what);
  await repository.replaceModifierGroups(id, modifierGroupIds, modifierGroupVariants);
}

/** Creates a product with its variants; the same id with the same content answers the one that is there. */
export async function createProduct(tenantId: string, body: ProductBody): Promise<ProductDto> {
  return changeCatalog(tenantId, async () => {
    const known = body.id ? await repository.findProduct(body.id, true) : null;
    if (known) {
      const data = presentProduct(known);
      if (known.deletedAt || !isSameContent(inOrder(body), data)) throw duplicate('id', 'id');
      return { data, changed: false };
    }
    const id = body.id ?? uuidv7();
    const at = now();
    await assertProduct(tenantId, body);
    await assertCodesFree(id, body);
    await assertRoom('products', repository.countProducts);
    await repository.insertProduct(id, { ...NEW, ...columnsOf(body) } as ProductData, at);
    if (body.variants?.length) await saveVariants(id, body.variants, at);
    if (body.modifierGroupIds?.length) await saveGroups(id, body);
    const data = presentProduct(await productFor(id));
    await audit({ action: 'product.create', entity: 'product', entityId: id, after: data });
    return { data, changed: true };
  });
}

const pricesOf = (product: ProductDto): string =>
  JSON.stringify([product.price, product.outletPrices, product.variants.map(({ id, price }) => [id, price])]);

/** With an `outletId` only what the product is in that outlet: its own people read it. */
async function auditChange(before: ProductDto, after: ProductDto, outletId?: string): Promise<void> {
  const action = pricesOf(before) === pricesOf(after) ? 'product.change' : 'product.price_change';
  const [was, is] = outletId
    ? [before, after].map((product) => shownIn(product, (id) => id === outletId, new Set()))
    : [before, after];
  const place = { ...(outletId && { outletId }) };
  await audit({ action, entity: 'product', entityId: after.id, ...place, before: was, after: is });
}

/** Changes what the body names. Throws 412 for another version than the present one. */
export async function updateProduct(
  tenantId: string,
  id: string,
  { version, ...change }: UpdateProductBody,
  ifMatch: number | null,
): Promise<ProductDto> {
  return changeCatalog(tenantId, async () => {
    const row = await productFor(id);
    const before = presentProduct(row);
    checkVersion(before.version, ifMatch, version);
    if (isSameContent(inOrder(change, before), before)) return { data: before, changed: false };
    await assertProduct(tenantId, change, before);
    await assertCodesFree(id, { ...before, ...change });
    const at = now();
    const letsGo = change.photoUrl === null;
    await repository.saveProduct(id, { ...columnsOf(change), ...(letsGo && { photoHash: null }) }, at);
    if (letsGo && row.photoHash) await removeIfUnused(row.photoHash);
    if (change.variants) await saveVariants(id, change.variants, at);
    if (change.variants || change.modifierGroupIds || change.modifierGroupVariants) {
      await saveGroups(id, change, before);
    }
    const data = presentProduct(await productFor(id));
    await auditChange(before, data);
    return { data, changed: true };
  });
}

/** Takes a product off the menu for good; what was sold of it stays in the books. */
export async function removeProduct(tenantId: string, id: string, ifMatch: number | null): Promise<void> {
  await changeCatalog(tenantId, async () => {
    const row = await productFor(id);
    const before = presentProduct(row);
    checkVersion(before.version, ifMatch);
    const at = now();
    await repository.removeVariants(id, at);
    await repository.saveProduct(id, { deletedAt: at, photoHash: null }, at);
    if (row.photoHash) await removeIfUnused(row.photoHash);
    await audit({ action: 'product.remove', entity: 'product', entityId: id, before });
    return { data: undefined, changed: true };
  });
}

/**
 * "Habis" in one outlet, or there again. A price of the outlet's own needs `catalog:outlet-price`: who may say that
 * something is sold out may not therefore change what it costs. Where it is prepared there needs `station:manage`.
 */
export async function setAvailability(
  tenantId: string,
  actor: Actor,
  id: string,
  { outletId, available, price, stationId }: AvailabilityBody,
  ifMatch: number | null,
): Promise<ProductDto> {
  if (price !== undefined && !actor.permissions.has('catalog:outlet-price')) {
    throw new Problem('forbidden', { params: { permission: 'catalog:outlet-price' } });
  }
  if (stationId !== undefined && !actor.permissions.has('station:manage')) {
    throw new Problem('forbidden', { params: { permission: 'station:manage' } });
  }
  const shown = async (product: ProductDto) => (await shownTo(actor, [product]))[0]!;
  return changeCatalog(tenantId, async () => {
    const before = presentProduct(await productFor(id));
    if (!mayUseOutlet(actor, outletId) || !(await findOutletIds([outletId])).has(outletId)) throw notFound();
    assertVersion(ifMatch, before.version);
    const wasAvailable = !before.unavailableOutletIds.includes(outletId);
    const oldPrice = before.outletPrices.find((entry) => entry.outletId === outletId)?.price ?? null;
    const oldStation = before.outletStations.find((entry) => entry.outletId === outletId)?.stationId ?? null;
    if (stationId && !(await servesOutlet(stationId, outletId)))
      throw invalid({ path: 'stationId', code: 'unknown_reference' });
    if (
      available === wasAvailable &&
      (price === undefined || price === oldPrice) &&
      (stationId === undefined || stationId === oldStation)
    ) {
      return { data: await shown(before), changed: false };
    }
    const bigPrice = typeof price === 'number' ? BigInt(price) : price;
    await repository.saveOutletProduct(id, outletId, {
      available,
      ...(bigPrice !== undefined && { price: bigPrice }),
      ...(stationId !== undefined && { stationId }),
    });
    const data = presentProduct(await productFor(id));
    await auditChange(before, data, outletId);
    return { data: await shown(data), changed: true };
  });
}
