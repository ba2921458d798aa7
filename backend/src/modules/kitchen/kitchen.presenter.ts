import type { KitchenTicketDto } from '@meja/domain';
import type { TicketDocument } from './kitchen.repository';

/** A ticket as screens know it. */
export function presentTicket(ticket: TicketDocument): KitchenTicketDto {
  return {
    id: ticket.id,
    orderId: ticket.order_id,
    orderNumber: String(ticket.order_number),
    outletId: ticket.outlet_id,
    stationId: ticket.station_id,
    stationName: ticket.station_name,
    type: ticket.type,
    tableName: ticket.table_name,
    queueName: ticket.queue_name,
    status: ticket.status,
    createdAt: new Date(ticket.created_at).toISOString(),
    version: ticket.version,
    ...(ticket.items_omitted && { itemsOmitted: true }),
    items: ticket.items.map((item) => ({
      id: item.id,
      orderItemId: item.order_item_id,
      name: item.name,
      variantName: item.variant_name,
      quantity: item.quantity_milli / 1000,
      modifiers: item.modifiers,
      note: item.note,
      status: item.status,
      change: item.change,
      was: item.was,
    })),
  };
}
