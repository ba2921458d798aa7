import { KITCHEN_STATUSES, ORDER_TYPES, TICKET_CHANGES } from '@meja/domain';
import type {
  KitchenItemWasDto,
  KitchenModifierDto,
  KitchenTicketDto,
  KitchenTicketItemDto,
} from '@meja/domain';
import { s } from '../../platform/http';
import type { Field } from '../../platform/http';

const modifiers = s.array(
  s.object<KitchenModifierDto>({
    name: s.string(),
    quantity: s.integer(),
    isDefault: s.boolean().optional(),
  }),
);
const was = s.object<KitchenItemWasDto>({
  quantity: s.number(),
  variantName: s.string().nullable(),
  modifiers,
  note: s.string().nullable(),
});

const item = s.object<KitchenTicketItemDto>({
  id: s.uuid(),
  orderItemId: s.uuid(),
  name: s.string(),
  variantName: s.string().nullable(),
  quantity: s.number(),
  modifiers,
  note: s.string().nullable(),
  status: s.enum(KITCHEN_STATUSES),
  change: s.enum(TICKET_CHANGES),
  was: was.nullable(),
});

const ticket = s.object<KitchenTicketDto>({
  id: s.uuid(),
  orderId: s.uuid(),
  orderNumber: s.string(),
  outletId: s.uuid(),
  stationId: s.uuid(),
  stationName: s.string(),
  type: s.enum(ORDER_TYPES),
  tableName: s.string().nullable(),
  queueName: s.string().nullable(),
  status: s.enum(KITCHEN_STATUSES),
  createdAt: s.instant(),
  dueAt: s.instant().nullable().optional(),
  version: s.integer(),
  items: s.array(item),
  itemsOmitted: (s.any({ type: 'boolean', enum: [true] }) as Field<true>).optional(),
});

export const ticketAnswer = s.object({ data: ticket }).json;
export const boardAnswer = s.object({ data: s.array(ticket) }).json;
