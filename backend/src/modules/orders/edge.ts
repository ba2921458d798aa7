import type { PaidOrderDto } from '@meja/domain';
import { mayUseOutlet } from '../../platform/context';
import { withTenant } from '../../platform/db';
import {
  Problem,
  claimKey,
  findStoredAnswer,
  isSameRequest,
  keepable,
  notFound,
  readStoredAnswer,
  storeAnswer,
} from '../../platform/http';
import type { Call, Reply, StoredAnswer } from '../../platform/http';
import type { OrderWork } from './order-work';
import { presentPaidOrder } from './orders.presenter';
import { readOrder } from './orders.repository';
import type { OrderDocument, PaymentRow } from './orders.rows';
import { perform } from './perform';
import type { Command, Deed } from './perform';
import { NUMBER_TOKEN } from './record';
import type { KeptAnswer } from './record';

/** A command as a request brings it. */
export const commandOf = <B, P>(call: Call<B, unknown, P>): Command<B, P> => ({
  tenantId: call.tenantId,
  actor: call.actor,
  body: call.body,
  params: call.params,
  version: call.ifMatch,
  mark: call.requestHash,
});

const json = (text: string) => ({ text, type: 'application/json' });
const etag = (version: number) => ({ ETag: `"${version}"` });

/** The payments that a work took. */
const takenBy = ({ before, document }: OrderWork): PaymentRow[] =>
  document.payments.slice(before?.payments.length ?? 0);

/** The answer's text; of a new order with the token in the place of its number. */
function bodyOf(work: OrderWork): string {
  const number = work.before ? undefined : NUMBER_TOKEN;
  const repriced = work.facts.flatMap((fact) => (fact.fact === 'repriced' ? fact.items : []));
  const data: PaidOrderDto = {
    ...presentPaidOrder(work.document, takenBy(work), number),
    ...(repriced.length > 0 && { repriced }),
  };
  return JSON.stringify({ data });
}

type Asked = Call<unknown>;

const requestOf = ({ req }: Asked) => ({ method: req.method, path: req.originalUrl.slice(0, 500) });

/** An order is its outlet's, not one person's: the next cashier at a till may send what the last one could not. */
const whoeverWorksThere = (stored: { status: number; body: string; request_hash: string }): StoredAnswer => ({
  status: stored.status,
  body: stored.body,
  requestHash: stored.request_hash,
  userId: null,
  outletIds: [],
});

/** The order as it is now, for who may see it; a 404 for everybody else. */
function presentState(call: Asked, document: OrderDocument | null, status: number): Reply {
  if (!document || !mayUseOutlet(call.actor, document.order.outlet_id)) throw notFound();
  const data = presentPaidOrder(document, document.payments);
  return { status, json: { data }, headers: { 'Idempotent-Replayed': 'true', ...etag(data.version) } };
}

async function replay(call: Asked, stored: StoredAnswer): Promise<Reply> {
  const { status, body, headers, notKept } = readStoredAnswer(stored, call.requestHash, call.actor);
  if (!notKept) return { status, ...json(body), headers };
  return presentState(call, notKept.id ? await readOrder(call.tenantId, notKept.id) : null, status);
}

/** What a request is answered with that finds nothing left to do: kept under its key as every other answer is. */
async function answerAsItIs(
  call: Asked,
  document: OrderDocument,
  taken: readonly PaymentRow[],
  { status, headers }: { status: number; headers?: Record<string, string> },
): Promise<Reply> {
  const data = presentPaidOrder(document, taken);
  const reply = { status, json: { data }, ...(headers && { headers }) };
  const key = call.idempotencyKey;
  if (!key) return reply;
  const { id, outletId } = data;
  const stored = await withTenant(call.tenantId, async () => {
    const known = await claimKey(key);
    if (known) return known;
    await storeAnswer(key, requestOf(call), {
      requestHash: call.requestHash,
      status,
      body: keepable(JSON.stringify(reply.json), { id, outletId }),
      userId: null,
      outletIds: [outletId],
    });
    return null;
  });
  return stored ? replay(call, stored) : reply;
}

/**
 * A repeated request whose second run would be refused (the order is paid by now, the product sold out) still gets its
 * first answer.
 */
async function earlierAnswer(call: Asked, orderId: string | null, refusal: Problem): Promise<Reply> {
  if (call.idempotencyKey) {
    const stored = await withTenant(call.tenantId, () => findStoredAnswer(call.idempotencyKey!));
    if (stored) return replay(call, stored);
  }
  if (orderId) {
    const document = await readOrder(call.tenantId, orderId);
    if (document && isSameRequest(document.order.request_hash, call.requestHash))
      return presentState(call, document, 201);
  }
  throw refusal;
}

async function answer<B, P>(call: Call<B, unknown, P>, deed: Deed<B, P>, status: number): Promise<Reply> {
  const key = call.idempotencyKey;
  let body = '';
  const keep = (work: OrderWork): KeptAnswer | null => {
    body = bodyOf(work);
    const { id, outlet_id: outletId } = work.document.order;
    return key === null
      ? null
      : {
          key,
          ...requestOf(call),
          requestHash: call.requestHash,
          status,
          body: keepable(body, { id, outletId }),
        };
  };
  const done = await perform(deed, commandOf(call), keep);
  switch (done.outcome) {
    case 'done': {
      const text = done.work.before ? body : body.replaceAll(NUMBER_TOKEN, String(done.number));
      return { status, ...json(text), headers: etag(done.work.document.order.version) };
    }
    case 'asItIs':
      return answerAsItIs(call, done.document, done.taken, {
        status,
        ...(done.isRepeated && { headers: { 'Idempotent-Replayed': 'true' } }),
      });
    case 'replayed': {
      // What is kept may be packed: it is unpacked where it is read by its key.
      const stored = await withTenant(call.tenantId, () => findStoredAnswer(key!));
      return replay(call, stored ?? whoeverWorksThere(done));
    }
    case 'exists':
      if (!isSameRequest(done.mark, call.requestHash)) throw new Problem('duplicate');
      return presentState(call, await readOrder(call.tenantId, done.orderId), 201);
    case 'in_progress':
      throw new Problem('idempotency_in_progress', { headers: { 'Retry-After': '1' } });
  }
}

/**
 * The handler of a deed: the only place that knows keys, hashes, status and headers. The answer is stored with the
 * effect, byte by byte, so a repetition gets the same. `orderOf` names the order that a body would make, where a
 * repetition without a key is known by it.
 */
export const answering =
  <B, P>(deed: Deed<B, P>, status = 200, orderOf: (body: B) => string | null = () => null) =>
  async (call: Call<B, unknown, P>): Promise<Reply> => {
    try {
      return await answer(call, deed, status);
    } catch (error) {
      if (error instanceof Problem) return earlierAnswer(call, orderOf(call.body), error);
      throw error;
    }
  };
