import { type Tenant, call } from './api';
import { type Menu, uuidV7 } from './menu';

export interface PlacedOrder {
  id: string;
  number: string;
  total: number;
}

/** An order through the API, sent to the kitchen; unpaid unless `paid`. */
export async function placeOrder(
  tenant: Tenant,
  menu: Menu,
  { table = 'Meja 1', paid = false, products = [menu.coffee, menu.bread], more = {} } = {},
): Promise<PlacedOrder> {
  const items = products.map((productId) => ({
    productId,
    quantity: 1,
    ...(productId === menu.coffee && { modifiers: [{ optionId: menu.sugarLess }] }),
  }));
  const body = {
    id: uuidV7(),
    outletId: tenant.outletId,
    type: 'DINE_IN',
    tableName: table,
    items,
    submit: true,
    ...more,
  };
  const order = await call<PlacedOrder & { cashDueTotal: number }>('POST', '/orders', body, tenant.token);
  if (!paid) return order;
  const payment = { method: 'CASH', amount: order.cashDueTotal, tendered: order.cashDueTotal };
  return call<PlacedOrder>('POST', `/orders/${order.id}/payments`, payment, tenant.token);
}
