import { type Person, type Tenant, addStaff, call } from './api';

/** An order as the API tells it, as far as tests of the till look. */
export interface Order {
  id: string;
  number: string;
  type: string;
  total: number;
  dueTotal: number;
  tableName: string | null;
  paymentStatus: string;
  items: { name: string; quantity: number; sentAt: string | null; kitchenStatus: string | null }[];
  payments: { method: string; amount: number; tendered: number | null; reference: string | null }[];
}

/** One order as the business's owner reads it. */
export const readOrder = (tenant: Tenant, id: string): Promise<Order> =>
  call<Order>('GET', `/orders/${id}`, undefined, tenant.token);

let hired = 0;

/** A cashier of a test's own, and every order that is theirs. */
export async function hire(
  tenant: Tenant,
): Promise<{ person: Person; name: string; sold: () => Promise<Order[]> }> {
  hired += 1;
  const name = `Kasir ${hired} ${Date.now().toString(36)}`;
  const person = await addStaff(tenant, 'CASHIER', name);
  const sold = async (): Promise<Order[]> => {
    const path = `/orders?q=${encodeURIComponent(name)}`;
    const rows = await call<Order[]>('GET', path, undefined, tenant.token);
    return Promise.all(rows.map(({ id }) => readOrder(tenant, id)));
  };
  return { person, name, sold };
}

/** Lines of an order by name, in the order's own order: «Teh Tarik×1». */
export const linesOf = (order: Order | undefined): string[] =>
  (order?.items ?? []).map(({ name, quantity }) => `${name}×${quantity}`);
