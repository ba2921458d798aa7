import type { ApprovalBody, CreateOrderBody, OrderDto, TakePaymentBody, UpdateOrderBody } from '@meja/domain';
import { isProblem } from '@/shared/api';
import * as api from '../till.api';
import type { BasketState, Tender } from './basket.types';
import { toItemBody } from './basket-lines';
import { liveItems } from './basket-bill';
import { labelsOf } from './order-label';

/** What sending needs of the basket's store. */
export interface Sender {
  state: BasketState;
  keyFor: (purpose: string, body: unknown) => string;
  adopt: (order: OrderDto) => void;
}

export interface SendOptions {
  outletId: string;
  /** To the kitchen as well; an order that is paid goes there in any case. */
  submit: boolean;
  /** Somebody stands by for the discounts. */
  approval?: ApprovalBody;
}

/**
 * A request's body with its approval, and the key it is sent under: the PIN is no part of that, since keys are kept.
 */
function keyed<B extends object>(
  sender: Sender,
  purpose: string,
  body: B,
  approval?: ApprovalBody,
): [B, string] {
  if (!approval) return [body, sender.keyFor(purpose, body)];
  return [{ ...body, approval }, sender.keyFor(`${purpose}:${approval.userId}`, body)];
}

function toPayment(tender: Tender): TakePaymentBody {
  return {
    id: tender.id,
    method: tender.method,
    amount: tender.amount,
    ...(tender.tendered === null ? {} : { tendered: tender.tendered }),
    ...(tender.reference ? { reference: tender.reference } : {}),
  };
}

/** A basket's new lines as an order of their own. */
export const newOrderBody = (state: BasketState, outletId: string): CreateOrderBody => ({
  id: state.orderId,
  outletId,
  type: state.type,
  ...labelsOf(state.type, state.queueName),
  items: state.lines.map(toItemBody),
  ...(state.discount ? { discount: state.discount } : {}),
  ...(state.tenders.length ? { payments: state.tenders.map(toPayment) } : {}),
});

async function sendNew(sender: Sender, options: SendOptions): Promise<OrderDto> {
  const { state } = sender;
  const { outletId, submit, approval } = options;
  const body = { ...newOrderBody(state, outletId), ...(submit ? { submit } : {}) };
  try {
    return await api.createOrder(...keyed(sender, 'create', body, approval));
  } catch (error) {
    // An earlier try arrived although its answer was lost, and the basket has changed since: go on from there.
    if (!isProblem(error, 'duplicate')) throw error;
    sender.adopt(await api.fetchOrder(state.orderId));
    return sendMore(sender, options);
  }
}

/** What differs from the stored order besides its items; null where nothing does. */
export function headerChanges(state: BasketState, base: OrderDto): UpdateOrderBody | null {
  const labels = labelsOf(state.type, state.queueName);
  const changes: UpdateOrderBody = {
    ...(state.type === base.type ? {} : { type: state.type }),
    ...(labels.tableName === (base.tableName ?? null) ? {} : { tableName: labels.tableName }),
    ...(labels.queueName === (base.queueName ?? null) ? {} : { queueName: labels.queueName }),
    ...(JSON.stringify(state.discount) === JSON.stringify(base.discount) ? {} : { discount: state.discount }),
  };
  return Object.keys(changes).length ? changes : null;
}

/** Brings a stored order up to date step by step; each step is acknowledged before the next and kept by the basket. */
async function sendMore(sender: Sender, { submit, approval }: SendOptions): Promise<OrderDto> {
  const { state } = sender;
  let order = state.base as OrderDto;
  const step = (next: OrderDto): void => {
    order = next;
    sender.adopt(next);
  };

  const changes = headerChanges(state, order);
  if (changes) {
    const body = { ...changes, version: order.version };
    step(await api.updateOrder(order.id, ...keyed(sender, 'update', body, approval)));
  }
  if (state.lines.length) {
    const body = { items: state.lines.map(toItemBody) };
    step(await api.addItems(order.id, ...keyed(sender, 'items', body, approval)));
  }
  const isUnsent = order.status === 'DRAFT' || liveItems(order).some((item) => item.sentAt === null);
  if ((submit || state.tenders.length) && isUnsent) {
    const about = { version: order.version };
    step(await api.submitOrder(order.id, sender.keyFor('submit', about)));
  }
  for (const tender of [...state.tenders]) {
    const body = toPayment(tender);
    step(await api.takePayment(order.id, body, sender.keyFor('payment', body)));
  }
  return order;
}

/**
 * Records the basket: a new order with its payments in one call, a stored one by what it lacks. Throws `ApiProblem`
 * and leaves the basket as far as it was acknowledged; called again it goes on with the same ids and keys, so that
 * nothing counts twice.
 */
export async function sendOrder(sender: Sender, options: SendOptions): Promise<OrderDto> {
  const order = await (sender.state.base ? sendMore(sender, options) : sendNew(sender, options));
  sender.adopt(order);
  return order;
}
