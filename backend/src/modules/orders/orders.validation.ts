import { ORDER_FLAGS, ORDER_STATUSES, ORDER_TYPES, PAYMENT_METHODS } from '@meja/domain';
import type {
  AddOrderItemsBody,
  ChangeItemBody,
  CreateOrderBody,
  Discount,
  OrderFlag,
  OrderItemBody,
  OrderItemModifierBody,
  RemoveItemBody,
  TakePaymentBody,
  UpdateOrderBody,
  UpdateOrderItemBody,
  VoidBody,
} from '@meja/domain';
import { bodySchema, s } from '../../platform/http';
import type { Field } from '../../platform/http';
import { MOST_ITEMS, MOST_OPTIONS } from './orders.bounds';
import { approvalField } from '../staff';

const MAX_PAYMENTS = 20;

export const discount: Field<Discount> = s.oneOf<Discount>('type', {
  PERCENT: s.object({ type: s.enum(['PERCENT']), value: s.basisPoints() }),
  AMOUNT: s.object({ type: s.enum(['AMOUNT']), value: s.money() }),
});

const modifier = s.object<OrderItemModifierBody>({
  optionId: s.uuid(),
  quantity: s.integer({ min: 1, max: 99 }).optional(),
});

const itemFields = {
  modifiers: s.array(modifier, { max: MOST_OPTIONS }).optional(),
  discount: discount.nullable().optional(),
  note: s.text(300).nullable().optional(),
  seat: s.integer({ min: 1, max: 99 }).nullable().optional(),
  course: s.integer({ min: 1, max: 20 }).nullable().optional(),
};

export const orderItem = s.object<OrderItemBody>({
  id: s.uuid().optional(),
  productId: s.uuid(),
  variantId: s.uuid().nullable().optional(),
  quantity: s.quantity(),
  ...itemFields,
});

export const payment = s.object<TakePaymentBody>({
  id: s.uuid().optional(),
  method: s.enum(PAYMENT_METHODS),
  amount: s.money(),
  tendered: s.money().optional(),
  tip: s.money().optional(),
  reference: s.string({ max: 100 }).nullable().optional(),
});

const labels = {
  tableName: s.string({ max: 40 }).nullable().optional(),
  queueName: s.string({ max: 60 }).nullable().optional(),
  note: s.text(500).nullable().optional(),
};
// Tables and customers come with a later slice; null is what a client without them sends.
const nothing = (s.any({ type: 'null' }) as Field<null>).optional();
const absent: Field<null | undefined> = {
  ...nothing,
  check: (value, path, issues) => {
    if (value !== null && value !== undefined) issues.push({ path, code: 'unknown_reference' });
    return null;
  },
};

export const createOrder = bodySchema<CreateOrderBody>({
  id: s.uuid().optional(),
  outletId: s.uuid(),
  type: s.enum(ORDER_TYPES),
  tableId: absent,
  customerId: absent,
  voucherCode: absent,
  items: s.array(orderItem, { min: 1, max: MOST_ITEMS }),
  discount: discount.nullable().optional(),
  submit: s.boolean().optional(),
  payments: s.array(payment, { max: MAX_PAYMENTS }).optional(),
  occurredAt: s.instant().optional(),
  approval: approvalField.optional(),
  ...labels,
});

export const updateOrder = bodySchema<UpdateOrderBody>({
  type: s.enum(ORDER_TYPES).optional(),
  tableId: absent,
  customerId: absent,
  discount: discount.nullable().optional(),
  approval: approvalField.optional(),
  version: s.integer({ min: 1 }).optional(),
  ...labels,
});

export const addItems = bodySchema<AddOrderItemsBody>({
  items: s.array(orderItem, { min: 1, max: MOST_ITEMS }),
  approval: approvalField.optional(),
  version: s.integer({ min: 1 }).optional(),
});

export const updateItem = bodySchema<UpdateOrderItemBody>({
  variantId: s.uuid().nullable().optional(),
  quantity: s.quantity().optional(),
  approval: approvalField.optional(),
  version: s.integer({ min: 1 }).optional(),
  ...itemFields,
});

const reason = s.string({ min: 3, max: 300 });

export const changeItem = bodySchema<ChangeItemBody>({
  variantId: s.uuid().nullable().optional(),
  quantity: s.quantity().optional(),
  reason: reason.optional(),
  approval: approvalField.optional(),
  version: s.integer({ min: 1 }).optional(),
  ...itemFields,
});

export const removeItemBody = bodySchema<RemoveItemBody>({ approval: approvalField.optional() });

export const voidBody = bodySchema<VoidBody>({
  reason,
  approval: approvalField.optional(),
  restock: s.boolean().optional(),
});

export interface ListOrdersQuery {
  status?: string;
  outletId?: string;
  from?: string;
  to?: string;
  q?: string;
  shiftId?: string;
  flag?: OrderFlag;
  limit?: number;
  cursor?: string;
}

export const listQuery = {
  status: s
    .string({
      max: 100,
      pattern: new RegExp(`^(?:${ORDER_STATUSES.join('|')})(?:,(?:${ORDER_STATUSES.join('|')}))*$`),
    })
    .optional(),
  outletId: s.uuid().optional(),
  from: s.date().optional(),
  to: s.date().optional(),
  q: s.string({ max: 60 }).optional(),
  shiftId: s.uuid().optional(),
  flag: s.enum(ORDER_FLAGS).optional(),
};
