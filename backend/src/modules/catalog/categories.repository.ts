import { db } from '../../platform/db';
import { NAMED_AT_MOST } from '../../platform/http';
import type { InUse } from '../../platform/http';
import { livingProducts } from './catalog.repository';
import type { CategoryModel } from '../../platform/db';

export type CategoryRow = CategoryModel;

export async function listCategories(): Promise<CategoryRow[]> {
  return db().category.findMany({
    where: { deletedAt: null },
    orderBy: [{ position: 'asc' }, { name: 'asc' }, { id: 'asc' }],
  });
}

/** A category of the tenant, or null; also a removed one where asked, since its id stays taken. */
export async function findCategory(id: string, withRemoved = false): Promise<CategoryRow | null> {
  return db().category.findFirst({ where: { id, ...(!withRemoved && { deletedAt: null }) } });
}

/** The place after the last one. */
export async function nextCategoryPosition(): Promise<number> {
  const { _max } = await db().category.aggregate({ _max: { position: true }, where: { deletedAt: null } });
  return (_max.position ?? -1) + 1;
}

export async function insertCategory(
  row: Pick<
    CategoryRow,
    'id' | 'parentId' | 'name' | 'position' | 'color' | 'needsPreparation' | 'createdAt'
  >,
): Promise<CategoryRow> {
  return db().category.create({ data: row });
}

export async function saveCategory(
  id: string,
  change: Partial<
    Pick<CategoryRow, 'parentId' | 'name' | 'position' | 'color' | 'needsPreparation' | 'deletedAt'>
  >,
): Promise<CategoryRow> {
  const { count } = await db().category.updateMany({
    where: { id },
    data: { ...change, version: { increment: 1 } },
  });
  if (count !== 1) throw new Error('category vanished while it was locked');
  return (await findCategory(id, true))!;
}

export const productsIn = (id: string): Promise<InUse> => livingProducts({ categoryId: id });

/** The categories within a category. */
export async function categoriesIn(id: string): Promise<InUse> {
  const names = (await listCategories()).filter(({ parentId }) => parentId === id).map(({ name }) => name);
  return { count: names.length, names: names.slice(0, NAMED_AT_MOST) };
}
