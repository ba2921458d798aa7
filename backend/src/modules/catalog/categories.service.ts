import { v7 as uuidv7 } from 'uuid';
import type { CategoryBody, CategoryDto, UpdateCategoryBody } from '@meja/domain';
import { isSameContent } from '../../lib/same-content';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { withTenant } from '../../platform/db';
import { assertNotInUse, invalid, notFound } from '../../platform/http';
import * as repository from './categories.repository';
import type { CategoryRow } from './categories.repository';
import { changeCatalog } from './catalog-change';
import { checkVersion, duplicate } from './catalog.rules';

const present = (row: CategoryRow): CategoryDto => ({
  id: row.id,
  name: row.name,
  parentId: row.parentId,
  position: row.position,
  color: row.color,
  needsPreparation: row.needsPreparation,
  version: row.version,
});

/** A parent must be there and must not be the category itself or one below it. */
async function checkParent(parentId: string | null | undefined, id: string | null): Promise<void> {
  if (!parentId) return;
  const parents = new Map((await repository.listCategories()).map((row) => [row.id, row.parentId]));
  if (!parents.has(parentId)) throw invalid({ path: 'parentId', code: 'unknown_reference' });
  for (let above: string | null = parentId; above; above = parents.get(above) ?? null) {
    if (above === id) throw invalid({ path: 'parentId', code: 'invalid_value' });
  }
}

async function categoryFor(id: string): Promise<CategoryRow> {
  const row = await repository.findCategory(id);
  if (!row) throw notFound();
  return row;
}

export async function listCategories(tenantId: string): Promise<CategoryDto[]> {
  return (await withTenant(tenantId, () => repository.listCategories())).map(present);
}

export async function getCategory(tenantId: string, id: string): Promise<CategoryDto> {
  return withTenant(tenantId, async () => present(await categoryFor(id)));
}

/** Creates a category; the same id with the same content answers the one that is there. */
export async function createCategory(tenantId: string, body: CategoryBody): Promise<CategoryDto> {
  return changeCatalog(tenantId, async () => {
    const known = body.id ? await repository.findCategory(body.id, true) : null;
    if (known) {
      const data = present(known);
      if (known.deletedAt || !isSameContent(body, data)) throw duplicate('id', 'id');
      return { data, changed: false };
    }
    await checkParent(body.parentId, body.id ?? null);
    const row = await repository.insertCategory({
      id: body.id ?? uuidv7(),
      parentId: body.parentId ?? null,
      name: body.name,
      position: body.position ?? (await repository.nextCategoryPosition()),
      color: body.color ?? null,
      needsPreparation: body.needsPreparation ?? true,
      createdAt: now(),
    });
    const data = present(row);
    await audit({ action: 'category.create', entity: 'category', entityId: row.id, after: data });
    return { data, changed: true };
  });
}

/** Changes what the body names. Throws 412 for another version than the present one. */
export async function updateCategory(
  tenantId: string,
  id: string,
  { version, ...change }: UpdateCategoryBody,
  ifMatch: number | null,
): Promise<CategoryDto> {
  return changeCatalog(tenantId, async () => {
    const before = present(await categoryFor(id));
    checkVersion(before.version, ifMatch, version);
    await checkParent(change.parentId, id);
    if (isSameContent(change, before)) return { data: before, changed: false };
    const data = present(await repository.saveCategory(id, change));
    await audit({ action: 'category.change', entity: 'category', entityId: id, before, after: data });
    return { data, changed: true };
  });
}

/** Removes an empty category; one that holds something is 409 `in_use`. */
export async function removeCategory(tenantId: string, id: string, ifMatch: number | null): Promise<void> {
  await changeCatalog(tenantId, async () => {
    const row = await categoryFor(id);
    checkVersion(row.version, ifMatch);
    const [product, category] = [await repository.productsIn(id), await repository.categoriesIn(id)];
    assertNotInUse({ product, category });
    await repository.saveCategory(id, { deletedAt: now() });
    await audit({ action: 'category.remove', entity: 'category', entityId: id, before: present(row) });
    return { data: undefined, changed: true };
  });
}
