import type { Id, IsoTime } from './common.dto';
import type { KitchenStatus, OrderType, TicketChange } from './enums';

export interface KitchenModifierDto {
  name: string;
  /** 0: usual, and left out here. */
  quantity: number;
  /** It is the usual choice; left out on tickets of earlier versions. */
  isDefault?: boolean;
}

/** What a ticket said of an item before it was changed at the till. */
export interface KitchenItemWasDto {
  quantity: number;
  variantName: string | null;
  modifiers: KitchenModifierDto[];
  note: string | null;
}

export interface KitchenTicketItemDto {
  id: Id;
  orderItemId: Id;
  name: string;
  variantName: string | null;
  quantity: number;
  modifiers: KitchenModifierDto[];
  note: string | null;
  status: KitchenStatus;
  change: TicketChange;
  /** Of a changed item; null for any other. */
  was: KitchenItemWasDto | null;
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
