import { v7 as uuidv7 } from 'uuid';
import type { KitchenTicketDto, OrderDto, ProductDto } from '@meja/domain';
import { catalogFactory } from '../factories/catalog';
import type { ApiAnswer, Caller, TestTenant } from '../setup';

/** One of everything that can be removed, used by one product. */
export interface World {
  tenant: TestTenant;
  /** A second outlet. */
  outletId: string;
  cashier: { id: string; api: Caller };
  product: ProductDto;
  categoryId: string;
  stationId: string;
  groupId: string;
  optionId: string;
}

const data = <T>(answer: ApiAnswer, status: number): T => {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};

const TAX = [
  { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false },
  { code: 'LAMA', name: 'Pajak Lama', kind: 'PPN', rate: 1100, inclusive: true },
];

export async function makeWorld(tenant: TestTenant, { byStaff = true } = {}): Promise<World> {
  data(await tenant.api('PATCH', '/settings', { taxClasses: TAX, defaultTaxClass: 'PBJT' }), 200);
  const outlet = data<{ id: string }>(await tenant.api('POST', '/outlets', { name: 'Cabang Kemang' }), 201);
  const make = catalogFactory(tenant.api);
  const category = await make.category({ name: 'Kopi Spesial' });
  const station = await make.station({ name: 'Bar Depan' });
  const group = await make.modifierGroup();
  const product = await make.product({
    categoryId: category.id,
    stationId: station.id,
    taxClass: 'LAMA',
    variants: [
      { name: 'Panas', price: 18_000 },
      { name: 'Dingin', price: 20_000 },
    ],
    modifierGroupIds: [group.id],
  });
  const staff = byStaff ? await tenant.staff('CASHIER') : { userId: tenant.user.id, api: tenant.api };
  return {
    tenant,
    outletId: outlet.id,
    cashier: { id: staff.userId, api: staff.api },
    product,
    categoryId: category.id,
    stationId: station.id,
    groupId: group.id,
    optionId: group.options[0]!.id,
  };
}

const sale = ({ outletId, product, optionId }: World, extra: object = {}) => ({
  id: uuidv7(),
  outletId,
  type: 'TAKEAWAY',
  items: [
    {
      productId: product.id,
      variantId: product.variants[0]!.id,
      quantity: 2,
      modifiers: [{ optionId }],
    },
  ],
  ...extra,
});

/** An order of the cashier's; `submit` sends it to the station. */
export const begin = async (world: World, extra: object = {}): Promise<OrderDto> =>
  data(await world.cashier.api('POST', '/orders', sale(world, extra)), 201);

export async function ticketsOf({ tenant, outletId }: World): Promise<KitchenTicketDto[]> {
  return data(await tenant.api('GET', `/kitchen/tickets?outletId=${outletId}`), 200);
}

export const serve = async (world: World): Promise<void> => {
  for (const ticket of await ticketsOf(world)) {
    if (!['QUEUED', 'PREPARING', 'READY'].includes(ticket.status)) continue;
    data(await world.tenant.api('POST', `/kitchen/tickets/${ticket.id}/status`, { status: 'SERVED' }), 200);
  }
};

export const pay = (api: Caller, { id, dueTotal }: Pick<OrderDto, 'id' | 'dueTotal'>): Promise<ApiAnswer> =>
  api('POST', `/orders/${id}/payments`, { method: 'QRIS', amount: dueTotal });

/** A sale that is paid and served. */
export async function complete(world: World): Promise<OrderDto> {
  const order = await begin(world, { submit: true });
  data(await pay(world.cashier.api, order), 201);
  await serve(world);
  return data(await world.tenant.api('GET', `/orders/${order.id}`), 200);
}

export const openShift = async ({ cashier, outletId }: World): Promise<{ id: string }> =>
  data(await cashier.api('POST', '/shifts/open', { outletId, openingFloat: 100_000 }), 201);
