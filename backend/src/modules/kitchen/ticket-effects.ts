import type {
  KitchenModifierDto,
  KitchenStatus,
  KitchenTicketDto,
  OrderType,
  TicketChange,
} from '@meja/domain';
import { newId } from '../../lib/id';

/** A row of `kitchen_tickets` in its columns' names, as `apply_tickets` takes it; tenant and number come beside it. */
export interface TicketRow {
  id: string;
  outlet_id: string;
  station_id: string;
  order_id: string;
  type: OrderType;
  table_name: string | null;
  queue_name: string | null;
  note: string | null;
  status: KitchenStatus;
  version: number;
  created_at: string;
  updated_at: string;
}

/** A row of `kitchen_ticket_items`, likewise. Quantities in thousandths. */
export interface TicketItemRow {
  id: string;
  ticket_id: string;
  order_item_id: string;
  position: number;
  name: string;
  variant_name: string | null;
  quantity_milli: number;
  modifiers: KitchenModifierDto[];
  note: string | null;
  status: KitchenStatus;
  change: TicketChange;
}

/** What an order says on its tickets. */
export interface TicketHead {
  id: string;
  outletId: string;
  type: OrderType;
  tableName: string | null;
  queueName: string | null;
  note: string | null;
}

/** An item that is sent; one without a station is prepared nowhere and stands on no ticket. */
export interface SentItem {
  id: string;
  stationId: string | null;
  name: string;
  variantName: string | null;
  quantityMilli: number;
  modifiers: readonly KitchenModifierDto[];
  note: string | null;
  position: number;
}

export interface SentOrder {
  order: TicketHead;
  items: readonly SentItem[];
  at: Date;
  /** The order's number as events tell it, or what stands for it. */
  numberText: string;
  stationNames: ReadonlyMap<string, string>;
}

export interface Tickets {
  tickets: TicketRow[];
  ticketItems: TicketItemRow[];
  /** Of `kitchen.ticket.created`, one per ticket, in their order. */
  events: KitchenTicketDto[];
}

function itemRow(ticketId: string, item: SentItem, position: number): TicketItemRow {
  return {
    id: newId(),
    ticket_id: ticketId,
    order_item_id: item.id,
    position,
    name: item.name,
    variant_name: item.variantName,
    quantity_milli: item.quantityMilli,
    modifiers: item.modifiers.map(({ name, quantity, isDefault = false }) => ({ name, quantity, isDefault })),
    note: item.note,
    status: 'QUEUED',
    change: 'NEW',
  };
}

/** A ticket that was just made, as screens know it; of stored ones `kitchen_ticket_document` tells the same. */
function present(
  ticket: TicketRow,
  items: readonly TicketItemRow[],
  { numberText, stationNames }: SentOrder,
): KitchenTicketDto {
  return {
    id: ticket.id,
    orderId: ticket.order_id,
    orderNumber: numberText,
    outletId: ticket.outlet_id,
    stationId: ticket.station_id,
    stationName: stationNames.get(ticket.station_id) ?? '',
    type: ticket.type,
    tableName: ticket.table_name,
    queueName: ticket.queue_name,
    status: ticket.status,
    createdAt: ticket.created_at,
    version: ticket.version,
    items: items.map((item) => ({
      id: item.id,
      orderItemId: item.order_item_id,
      name: item.name,
      variantName: item.variant_name,
      quantity: item.quantity_milli / 1000,
      modifiers: item.modifiers,
      note: item.note,
      status: item.status,
      change: item.change,
      was: null,
    })),
  };
}

/** The tickets that items make when they are sent: one per station, in the order of the items' positions. */
export function ticketsOf(sent: SentOrder): Tickets {
  const { order, at } = sent;
  const byStation = new Map<string, SentItem[]>();
  for (const item of [...sent.items].sort((a, b) => a.position - b.position)) {
    if (item.stationId === null) continue;
    byStation.set(item.stationId, [...(byStation.get(item.stationId) ?? []), item]);
  }
  const made: Tickets = { tickets: [], ticketItems: [], events: [] };
  for (const [stationId, items] of byStation) {
    const ticket: TicketRow = {
      id: newId(),
      outlet_id: order.outletId,
      station_id: stationId,
      order_id: order.id,
      type: order.type,
      table_name: order.tableName,
      queue_name: order.queueName,
      note: order.note,
      status: 'QUEUED',
      version: 1,
      created_at: at.toISOString(),
      updated_at: at.toISOString(),
    };
    const rows = items.map((item, position) => itemRow(ticket.id, item, position));
    made.tickets.push(ticket);
    made.ticketItems.push(...rows);
    made.events.push(present(ticket, rows, sent));
  }
  return made;
}
