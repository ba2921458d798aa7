import type { KitchenTicketDto, KitchenTicketItemDto } from '@meja/domain';

let serial = 0;

/** An item of a ticket, for tests. */
export function makeItem(over: Partial<KitchenTicketItemDto> = {}): KitchenTicketItemDto {
  serial += 1;
  return {
    id: `item-${serial}`,
    orderItemId: `order-item-${serial}`,
    name: 'Es kopi susu',
    variantName: null,
    quantity: 1,
    modifiers: [],
    note: null,
    status: 'QUEUED',
    change: 'NEW',
    was: null,
    ...over,
  };
}

/** A ticket of outlet `outlet-1`, for tests. */
export function makeTicket(over: Partial<KitchenTicketDto> = {}): KitchenTicketDto {
  serial += 1;
  return {
    id: `ticket-${serial}`,
    orderId: `order-${serial}`,
    orderNumber: String(serial),
    outletId: 'outlet-1',
    stationId: 'bar',
    stationName: 'Bar',
    type: 'DINE_IN',
    tableName: 'Meja 4',
    queueName: null,
    status: 'QUEUED',
    createdAt: '2026-11-21T03:00:00.000Z',
    version: 1,
    items: [makeItem()],
    ...over,
  };
}
