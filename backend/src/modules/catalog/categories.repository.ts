import { db } from '../../platform/db';
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
  row: Pick<CategoryRow, 'id' | 'parentId' | 'name' | 'position' | 'color' | 'createdAt'>,
): Promise<CategoryRow> {
  return db().category.create({ data: row });
}

export async function saveCategory(
  id: string,
  change: Partial<Pick<CategoryRow, 'parentId' | 'name' | 'position' | 'color' | 'deletedAt'>>,
): Promise<CategoryRow> {
  const { count } = await db().category.updateMany({
    where: { id },
    data: { ...change, version: { increment: 1 } },
  });
  if (count !== 1) throw new Error('category vanished while it was locked');
  return (await findCategory(id, true))!;
}

/** Products and subcategories in a category. */
export async function countInCategory(id: string): Promise<number> {
  const products = await db().product.count({ where: { categoryId: id, deletedAt: null } });
  return products + (await db().category.count({ where: { parentId: id, deletedAt: null } }));
}
