import type { ApiAnswer, Caller } from '../setup';

interface Listed {
  id: string;
}

function data<T>(answer: ApiAnswer): T {
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
}

/** What a business sees of its past, in the words that every version has: orders with their amounts, reports, shifts. */
export async function observe(api: Caller) {
  const listed = data<Listed[]>(await api('GET', '/orders?limit=200'));
  const orders = [];
  for (const { id } of listed) {
    const order = data<Record<string, unknown>>(await api('GET', `/orders/${id}`));
    const receipt = await api('GET', `/orders/${id}/receipt?format=json`);
    orders.push({
      id,
      number: order.number,
      type: order.type,
      status: order.status,
      paymentStatus: order.paymentStatus,
      subtotal: order.subtotal,
      discountTotal: order.discountTotal,
      serviceCharge: order.serviceCharge,
      taxTotal: order.taxTotal,
      rounding: order.rounding,
      tipTotal: order.tipTotal,
      total: order.total,
      paidTotal: order.paidTotal,
      businessDate: order.businessDate,
      items: (order.items as Record<string, unknown>[]).map(({ id, name, quantity, unitPrice, total }) => ({
        id,
        name,
        quantity,
        unitPrice,
        total,
      })),
      payments: (order.payments as Record<string, unknown>[]).map(({ id, method, amount, change }) => ({
        id,
        method,
        amount,
        change,
      })),
      receipt: receipt.status,
    });
  }
  orders.sort((a, b) => (a.id < b.id ? -1 : 1));
  const dates = orders.map(({ businessDate }) => businessDate as string).sort();
  const period = `from=${dates[0]}&to=${dates.at(-1)}`;
  const sales = data<{ totals: Record<string, number> }>(
    await api('GET', `/reports/sales?${period}&groupBy=day`),
  );
  const { gross, discount, serviceCharge, tax, rounding, net, total } = sales.totals;
  const shifts = data<Listed[]>(await api('GET', '/shifts'));
  const products = data<Record<string, unknown>[]>(await api('GET', '/products?limit=200'));
  return {
    orders,
    sales: { orders: sales.totals.orders, gross, discount, serviceCharge, tax, rounding, net, total },
    shifts: shifts.map(({ id }) => id).sort(),
    products: products
      .map(({ id, name, price }) => ({ id, name, price }))
      .sort((a, b) => ((a.id as string) < (b.id as string) ? -1 : 1)),
    auditIntact: data<{ intact: boolean }>(await api('GET', '/audit-log/verify')).intact,
  };
}
