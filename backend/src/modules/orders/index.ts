import type { OrderDto } from '@meja/domain';
import { presentOrder } from './orders.presenter';
import { readOrder } from './orders.repository';

export { orderRoutes } from './orders.routes';
export { perform } from './perform';
export type { Command, Performed } from './perform';
export { placeOrder } from './use-cases/place-order';

/** One order as clients see it, or null where the tenant has none of this id. */
export async function orderDto(tenantId: string, id: string): Promise<OrderDto | null> {
  const document = await readOrder(tenantId, id);
  return document && presentOrder(document);
}
