import type {
  ApprovalBody,
  CreateOrderBody,
  Id,
  Money,
  OrderDto,
  TakePaymentBody,
  UpdateOrderBody,
} from '@meja/domain';
import { isProblem } from '@/shared/api';
import * as api from '../till.api';
import type { BasketLine, BasketState, Tender } from './basket.types';
import { toChange, toItemBody } from './basket-lines';
import { liveItems } from './basket-bill';
import { isClosed } from './meet-order';
import { labelsOf } from './order-label';

/** What sending needs of the basket's store. */
export interface Sender {
  readonly state: BasketState;
  /** Lines that are part of what is being sent; what is added meanwhile is not. */
  readonly sending: ReadonlySet<Id>;
  readonly agreed: { due: Money; recorded: Money } | null;
  keyFor: (purpose: string, body: unknown) => string;
  adopt: (order: OrderDto, mine?: Iterable<Id>) => void;
  beginSending: () => void;
  endSending: () => void;
}

/** The bill is not what the person at the till knows of: no money is taken for it. */
export class DueChanged extends Error {}

/** What an answer says where the order is not what it was when it was read here. */
export const hasMoved = (error: unknown): boolean =>
  isProblem(
    error,
    'version_conflict',
    'duplicate',
    'order_already_paid',
    'invalid_transition',
    'item_already_sent',
  );

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

const leftOf = ({ total, paidTotal }: OrderDto): Money => Math.max(0, total - paidTotal);

/** No payment is taken for a bill that the person at the till has not seen. */
function assertAgreed({ agreed }: Sender, order: OrderDto): void {
  if (agreed && Math.max(0, agreed.due - agreed.recorded) !== leftOf(order)) throw new DueChanged();
}

/** One try to send a basket as it was when it began: what is added meanwhile is not part of it. */
function oneSending(sender: Sender, { outletId, submit, approval }: SendOptions) {
  const noted = new Set(sender.state.tenders.map(({ id }) => id));
  const ownLines = (): BasketLine[] => sender.state.lines.filter(({ id }) => sender.sending.has(id));
  const ownTenders = (): Tender[] => sender.state.tenders.filter(({ id }) => noted.has(id));

  async function sendNew(): Promise<OrderDto> {
    const state = { ...sender.state, lines: ownLines(), tenders: ownTenders() };
    const body = { ...newOrderBody(state, outletId), ...(submit ? { submit } : {}) };
    const order = await api.createOrder(...keyed(sender, 'create', body, approval));
    sender.adopt(order);
    return order;
  }

  /** Brings a stored order up to date step by step; each step is acknowledged before the next and kept by the basket. */
  async function sendMore(): Promise<OrderDto> {
    let order = sender.state.base as OrderDto;
    const step = (next: OrderDto, mine: Iterable<Id> = []): void => {
      order = next;
      sender.adopt(next, mine);
    };
    const changes = headerChanges(sender.state, order);
    if (changes) {
      const body = { ...changes, version: order.version };
      step(await api.updateOrder(order.id, ...keyed(sender, 'update', body, approval)));
    }
    const stored = new Set(order.items.map(({ id }) => id));
    for (const line of ownLines().filter(({ id }) => stored.has(id))) {
      const [body, key] = keyed(sender, `item:${line.id}`, toChange(line), approval);
      step(await api.updateItem(order.id, line.id, body, key), [line.id]);
    }
    const added = ownLines().filter(({ id }) => !stored.has(id));
    if (added.length) {
      const body = { items: added.map(toItemBody) };
      step(await api.addItems(order.id, ...keyed(sender, 'items', body, approval)));
    }
    const tenders = ownTenders();
    const isUnsent = order.status === 'DRAFT' || liveItems(order).some((item) => item.sentAt === null);
    if (tenders.length) assertAgreed(sender, order);
    if ((submit || tenders.length) && isUnsent) {
      const about = { version: order.version };
      step(await api.submitOrder(order.id, sender.keyFor('submit', about)));
    }
    for (const tender of tenders) {
      assertAgreed(sender, order);
      const body = toPayment(tender);
      step(await api.takePayment(order.id, body, sender.keyFor('payment', body), order.version));
    }
    return order;
  }

  return () => (sender.state.base ? sendMore() : sendNew());
}

/** How often an order that others change meanwhile is read again before the person is told. */
const MOST_ROUNDS = 4;

/**
 * Records the basket: a new order with its payments in one call, a stored one by what it lacks. Where the order is not
 * what it was when it was read (an earlier try arrived although its answer did not, or others changed it), it is read
 * again and what was done here is put on top. Answers with the order as it stands, which others may have closed. Throws
 * `DueChanged` before money is taken for a bill nobody here has seen, and `ApiProblem`; the basket is then left as far
 * as it was acknowledged, and called again it goes on with the same ids and keys, so that nothing counts twice.
 */
export async function sendOrder(sender: Sender, options: SendOptions): Promise<OrderDto> {
  sender.beginSending();
  try {
    const send = oneSending(sender, options);
    for (let round = 1; ; round += 1) {
      const { base, orderId } = sender.state;
      try {
        return await send();
      } catch (error) {
        if (!hasMoved(error) || round > MOST_ROUNDS) throw error;
        const order = await api.fetchOrder(orderId);
        const isNews = order.version > (base?.version ?? 0);
        sender.adopt(order);
        if (isClosed(order)) return order;
        if (!isNews) throw error;
      }
    }
  } finally {
    sender.endSending();
  }
}
