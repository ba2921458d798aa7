import type { CreateOrderBody, OrderSummaryDto } from '@meja/domain';
import { cutPage, notFound, ok, pageLimit, textPage } from '../../../platform/http';
import type { Call, Reply } from '../../../platform/http';
import { mayUseOutlet } from '../../../platform/context';
import { findSummaries } from '../order-summaries.repository';
import { commandOf } from '../edge';
import { presentOrder, presentPaidOrder } from '../orders.presenter';
import { readOrder } from '../orders.repository';
import type { ListOrdersQuery } from '../orders.validation';
import { consider } from '../perform';
import { placeOrder } from './place-order';

/** One order; 404 where there is none, or it is another outlet's or another tenant's. */
export async function getOrder(call: Call<undefined, object, { id: string }>): Promise<Reply> {
  const document = await readOrder(call.tenantId, call.params.id);
  if (!document || !mayUseOutlet(call.actor, document.order.outlet_id)) throw notFound();
  return ok(presentOrder(document));
}

/** A page of summaries, newest first, as the database wrote them. */
export async function listOrders(call: Call<undefined, ListOrdersQuery>): Promise<Reply> {
  const found = await findSummaries(call.tenantId, call.query, call.actor.outletIds);
  const { rows, nextCursor } = cutPage(found, pageLimit(call.query), (text) => {
    const { createdAt, id } = JSON.parse(text) as OrderSummaryDto;
    return [createdAt, id];
  });
  return textPage(rows, nextCursor);
}

/** An order priced, nothing stored: what the bill would be. */
export async function quoteOrder(call: Call<CreateOrderBody>): Promise<Reply> {
  const decision = await consider(placeOrder, commandOf(call));
  if (!('work' in decision)) throw new Error('a new order is always something to do');
  const { document } = decision.work;
  return { status: 200, json: { data: { ...presentPaidOrder(document, document.payments), number: null } } };
}
