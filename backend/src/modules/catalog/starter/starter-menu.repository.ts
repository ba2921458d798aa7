import { db } from '../../../platform/db';
import type { ProductModel } from '../../../platform/db';

/** The living products that bear one of these names. */
export async function namedProducts(
  names: string[],
): Promise<Pick<ProductModel, 'id' | 'name' | 'price' | 'version'>[]> {
  return db().product.findMany({
    where: { name: { in: names }, deletedAt: null },
    select: { id: true, name: true, price: true, version: true },
  });
}
