import type { Id, IsoTime } from './common.dto';
import type { KitchenStatus, OrderType, TicketChange } from './enums';

export interface KitchenTicketItemDto {
  id: Id;
  orderItemId: Id;
  name: string;
  variantName: string | null;
  quantity: number;
  modifiers: { name: string; quantity: number }[];
  note: string | null;
  status: KitchenStatus;
  change: TicketChange;
}

export interface KitchenTicketDto {
  id: Id;
  orderId: Id;
  orderNumber: string;
  outletId: Id;
  stationId: Id;
  stationName: string;
  type: OrderType;
  tableName: string | null;
  queueName: string | null;
  status: KitchenStatus;
  createdAt: IsoTime;
  dueAt?: IsoTime | null;
  version: number;
  items: KitchenTicketItemDto[];
  /** There are items, too many for this event or list: `GET /kitchen/tickets/:id` has them. */
  itemsOmitted?: true;
}

export interface KitchenStatusBody {
  status: 'PREPARING' | 'READY' | 'SERVED';
}
