import type {
  AddOrderItemsBody,
  ChangeItemBody,
  CreateOrderBody,
  RemoveItemBody,
  TakePaymentBody,
  UpdateOrderBody,
  UpdateOrderItemBody,
  VoidBody,
} from '@meja/domain';
import { ORDER_BODY_LIMIT, bodySchema, defineRoute, pageQuery, s } from '../../platform/http';
import { answering } from './edge';
import type { JsonSchema, Route } from '../../platform/http';
import { orderSchema, orderSummarySchema, paidOrderSchema } from './orders.openapi';
import {
  addItems as addItemsBody,
  changeItem as changeItemBody,
  createOrder,
  listQuery,
  payment,
  removeItemBody,
  updateItem as updateItemBody,
  updateOrder as updateOrderBody,
  voidBody,
} from './orders.validation';
import type { ListOrdersQuery } from './orders.validation';
import { changeItem, updateItem } from './use-cases/change-item';
import {
  addItems,
  removeItem,
  submitOrder,
  takePayment,
  updateOrder,
  voidItem,
  voidOrder,
} from './use-cases/change-order';
import { placeOrder } from './use-cases/place-order';
import { getOrder, listOrders, quoteOrder } from './use-cases/read-orders';

interface Id {
  id: string;
}
interface ItemId extends Id {
  itemId: string;
}

const tag = 'Orders';
const idParams = { id: s.uuid() };
const itemParams = { id: s.uuid(), itemId: s.uuid() };
const answer = (description: string, data: JsonSchema) => ({
  description,
  schema: { type: 'object', properties: { data }, required: ['data'] },
});
const one = (description: string) => answer(description, paidOrderSchema);
const many = {
  description: 'A page of summaries, newest first.',
  schema: {
    type: 'object',
    properties: {
      data: { type: 'array', items: orderSummarySchema },
      meta: { type: 'object', properties: { nextCursor: { type: ['string', 'null'] } } },
    },
    required: ['data', 'meta'],
  },
};
const changed = { 200: one('The order as it stands now.') };
const empty = bodySchema<object>({});

/** Selling: orders, their items and their payments. Writers keep their idempotency key in the statement that writes. */
export const orderRoutes: Route[] = [
  defineRoute<CreateOrderBody>({
    method: 'post',
    path: '/orders',
    permission: 'order:create',
    summary: 'Place an order; with submit it goes to the kitchen, with payments it is paid',
    tag,
    sells: true,
    begins: 'order',
    idempotency: 'handler',
    body: createOrder,
    bodyLimit: ORDER_BODY_LIMIT,
    answers: { 201: one('The order, with the change of its payments.') },
    handle: answering(placeOrder, 201, ({ id }) => id ?? null),
  }),
  defineRoute<CreateOrderBody>({
    method: 'post',
    path: '/orders/quote',
    permission: 'order:create',
    summary: 'Price an order without storing it',
    tag,
    changes: false,
    body: createOrder,
    bodyLimit: ORDER_BODY_LIMIT,
    answers: {
      200: one('The order as it would be; its number is null.'),
      409: { description: '`outlet_inactive`: it begins nothing new.' },
    },
    handle: quoteOrder,
  }),
  defineRoute<undefined, ListOrdersQuery>({
    method: 'get',
    path: '/orders',
    history: true,
    permission: 'order:read',
    summary:
      'Orders in short, newest first; `q` is a number, or part of a table’s, queue’s or cashier’s name',
    tag,
    query: { ...listQuery, ...pageQuery },
    answers: { 200: many },
    handle: listOrders,
  }),
  defineRoute<undefined, object, Id>({
    method: 'get',
    path: '/orders/:id',
    permission: 'order:read',
    summary: 'One order',
    tag,
    params: idParams,
    answers: { 200: answer('The order.', orderSchema) },
    handle: getOrder,
  }),
  defineRoute<UpdateOrderBody, object, Id>({
    method: 'patch',
    path: '/orders/:id',
    permission: 'order:update',
    summary: 'Change type, table, queue name, note or discount',
    tag,
    idempotency: 'handler',
    params: idParams,
    body: updateOrderBody,
    answers: changed,
    handle: answering(updateOrder),
  }),
  defineRoute<AddOrderItemsBody, object, Id>({
    method: 'post',
    path: '/orders/:id/items',
    permission: 'order:update',
    summary: 'Add items',
    tag,
    sells: true,
    idempotency: 'handler',
    params: idParams,
    body: addItemsBody,
    bodyLimit: ORDER_BODY_LIMIT,
    answers: { 201: one('The order with its new items.') },
    handle: answering(addItems, 201),
  }),
  defineRoute<UpdateOrderItemBody, object, ItemId>({
    method: 'patch',
    path: '/orders/:id/items/:itemId',
    permission: 'order:update',
    summary: 'Change an item that was not sent yet',
    tag,
    idempotency: 'handler',
    params: itemParams,
    body: updateItemBody,
    answers: changed,
    handle: answering(updateItem),
  }),
  defineRoute<ChangeItemBody, object, ItemId>({
    method: 'post',
    path: '/orders/:id/items/:itemId/change',
    permission: 'order:update',
    summary:
      'Change an item, sent or not; less of what was sent takes a reason, and permission or an approver',
    tag,
    idempotency: 'handler',
    params: itemParams,
    body: changeItemBody,
    answers: changed,
    handle: answering(changeItem),
  }),
  defineRoute<RemoveItemBody, object, ItemId>({
    method: 'delete',
    path: '/orders/:id/items/:itemId',
    permission: 'order:update',
    summary: 'Take off an item that was not sent yet',
    tag,
    idempotency: 'handler',
    params: itemParams,
    body: removeItemBody,
    answers: changed,
    handle: answering(removeItem),
  }),
  defineRoute<object, object, Id>({
    method: 'post',
    path: '/orders/:id/submit',
    permission: 'order:update',
    summary: 'Send what is new to the kitchen',
    tag,
    idempotency: 'handler',
    params: idParams,
    body: empty,
    answers: changed,
    handle: answering(submitOrder),
  }),
  defineRoute<TakePaymentBody, object, Id>({
    method: 'post',
    path: '/orders/:id/payments',
    permission: 'payment:take',
    summary: 'Take a payment; for cash the answer says the change',
    tag,
    idempotency: 'handler',
    params: idParams,
    body: payment,
    answers: { 201: one('The order, with the change of this payment.') },
    handle: answering(takePayment, 201),
  }),
  defineRoute<VoidBody, object, Id>({
    method: 'post',
    path: '/orders/:id/void',
    permission: 'order:update',
    summary: 'Void an unpaid order; once sent, by permission or an approver',
    tag,
    idempotency: 'handler',
    params: idParams,
    body: voidBody,
    answers: changed,
    handle: answering(voidOrder),
  }),
  defineRoute<VoidBody, object, ItemId>({
    method: 'post',
    path: '/orders/:id/items/:itemId/void',
    permission: 'order:update',
    summary: 'Void an item; once sent, by permission or an approver',
    tag,
    idempotency: 'handler',
    params: itemParams,
    body: voidBody,
    answers: changed,
    handle: answering(voidItem),
  }),
];
