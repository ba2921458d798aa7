import { setTimeout } from 'node:timers/promises';
import type { DiscountLimits, OrderDto, PaidOrderDto, RepricedItemDto } from '@meja/domain';
import type { Call, Reply } from '../../platform/http';
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
import type { StoredAnswer } from '../../platform/http';
import { mayUseOutlet } from '../../platform/context';
import { REMOVED, UNIQUE_VIOLATION, sqlState, withTenant } from '../../platform/db';
import { wakeRelay } from '../../platform/events';
import { countOrder } from '../../platform/metrics';
import { authorizeDiscounts, discountAudit } from './discounts';
import { NUMBER_TOKEN, numberOf } from './order-work';
import type { OrderWork } from './order-work';
import { assertWithinBounds } from './orders.bounds';
import { presentPaidOrder } from './orders.presenter';
import { readOrder, writeOrder } from './orders.repository';
import type { OrderDocument } from './orders.rows';
import type { WriteRequest } from './orders.repository';

/** Raised where the database says that what was priced or read is out of date; the use case runs again. */
export class Stale extends Error {
  constructor(readonly what: 'menu' | 'order') {
    super(`stale ${what}`);
  }
}

const json = (text: string) => ({ text, type: 'application/json' });

type SaveOptions = Pick<WriteRequest, 'ownEvent' | 'catalogVersion' | 'shift'> & {
  status: number;
  /** Rows of the audit log, in their order. */
  audits?: object[];
  /** Of the business: no discount is written that nobody may give. */
  discountLimits: DiscountLimits;
  /** Lines that the answer names as priced anew. */
  repriced?: RepricedItemDto[];
};

/**
 * Writes the work and answers with the order as it stands then. The answer is stored with the effect, byte by byte,
 * so a repetition gets the same. Throws {@link Stale} when menu or order have moved on, 422 `too_many` where the order
 * grows too large, and 403 `approval_required` where its discounts are beyond what the caller may give.
 */
export async function saveOrder(call: Call<unknown>, work: OrderWork, options: SaveOptions): Promise<Reply> {
  assertWithinBounds(work.document, work.before);
  const approver = await authorizeDiscounts(call, work, options.discountLimits);
  const ofDiscount = discountAudit(call, work, approver);
  const version = (work.before?.order.version ?? 0) + 1;
  work.document = {
    ...work.document,
    order: { ...work.document.order, version, updated_at: work.at.toISOString() },
  };
  const { repriced = [] } = options;
  const data: PaidOrderDto = {
    ...presentPaidOrder(work.document, work.payments, numberOf(work)),
    ...(repriced.length && { repriced }),
  };
  const body = JSON.stringify({ data });
  const key = call.idempotencyKey;
  const result = await writeOrder({
    tenantId: call.tenantId,
    work,
    ownEvent: options.ownEvent,
    catalogVersion: options.catalogVersion,
    shift: options.shift,
    audits: [...(options.audits ?? []), ...(ofDiscount ? [ofDiscount] : [])],
    body: keepable(body, { id: data.id, outletId: data.outletId }),
    idempotency: key
      ? {
          key,
          method: call.req.method,
          path: call.req.originalUrl.slice(0, 500),
          requestHash: call.requestHash,
          status: options.status,
        }
      : null,
  }).catch((error: unknown) => {
    // A client's id that another order or item already has: nothing was stored.
    if (sqlState(error) === UNIQUE_VIOLATION) throw new Problem('duplicate', { cause: error });
    // Outlet or station went while this was being written: the menu of now says so.
    if (sqlState(error) === REMOVED) throw new Stale('menu');
    throw error;
  });
  switch (result.outcome) {
    case 'created':
    case 'changed':
      wakeRelay();
      countOrder(options.ownEvent, work.document.order);
      return {
        status: options.status,
        ...json(body.replaceAll(NUMBER_TOKEN, String(result.number))),
        headers: { ETag: `"${version}"` },
      };
    case 'replayed':
      return replay(call, whoeverWorksThere(result));
    case 'exists':
      return answerExisting(call, work.document.order.id, result.request_hash);
    case 'in_progress':
      throw new Problem('idempotency_in_progress', { headers: { 'Retry-After': '1' } });
    case 'shift_not_open':
      throw new Problem('shift_not_open');
    case 'stale_menu':
      throw new Stale('menu');
    case 'version_conflict':
      throw new Stale('order');
  }
}

/** An order is its outlet's, not one person's: the next cashier at a till may send what the last one could not. */
const whoeverWorksThere = (stored: { status: number; body: string; request_hash: string }): StoredAnswer => ({
  status: stored.status,
  body: stored.body,
  requestHash: stored.request_hash,
  userId: null,
  outletIds: [],
});

/** The order as it is now, for who may see it; a 404 for everybody else. */
async function presentState(
  call: Call<unknown>,
  document: OrderDocument | null,
  status: number,
): Promise<Reply> {
  if (!document || !mayUseOutlet(call.actor, document.order.outlet_id)) throw notFound();
  const data = presentPaidOrder(document, document.payments);
  return { status, json: { data }, headers: { 'Idempotent-Replayed': 'true', ETag: `"${data.version}"` } };
}

async function replay(call: Call<unknown>, stored: StoredAnswer): Promise<Reply> {
  const { status, body, headers, notKept } = readStoredAnswer(stored, call.requestHash, call.actor);
  if (!notKept) return { status, ...json(body), headers };
  return presentState(call, notKept.id ? await readOrder(call.tenantId, notKept.id) : null, status);
}

async function answerExisting(call: Call<unknown>, orderId: string, requestHash: string): Promise<Reply> {
  if (!isSameRequest(requestHash, call.requestHash)) throw new Problem('duplicate');
  return presentState(call, await readOrder(call.tenantId, orderId), 201);
}

/** What a request is answered with that finds nothing left to do: kept under its key as every other answer is. */
export async function keepAnswer(
  call: Call<unknown>,
  reply: { status: number; json: { data: OrderDto }; headers?: Record<string, string> },
): Promise<Reply> {
  const key = call.idempotencyKey;
  if (!key) return reply;
  const { id, outletId } = reply.json.data;
  const stored = await withTenant(call.tenantId, async () => {
    const known = await claimKey(key);
    if (known) return known;
    await storeAnswer(
      key,
      { method: call.req.method, path: call.req.originalUrl.slice(0, 500) },
      {
        requestHash: call.requestHash,
        status: reply.status,
        body: keepable(JSON.stringify(reply.json), { id, outletId }),
        userId: null,
        outletIds: [outletId],
      },
    );
    return null;
  });
  return stored ? replay(call, stored) : reply;
}

/** One of those who change the same order at once gets through each round. */
const ATTEMPTS = 16;
/** Milliseconds, times the number of the attempt, at most: whoever lost steps aside for a moment. */
const STEP_ASIDE_MS = 8;

/**
 * Runs a use case until it meets neither a stale menu nor a changed order. A repeated request whose second run would
 * be refused (the order is paid by now, the product sold out) still gets its first answer.
 */
export async function answerOnce(
  call: Call<unknown>,
  orderId: string | null,
  run: (attempt: number) => Promise<Reply>,
): Promise<Reply> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await run(attempt);
    } catch (error) {
      if (error instanceof Stale) {
        if (attempt + 1 < ATTEMPTS) {
          await setTimeout(Math.random() * STEP_ASIDE_MS * attempt);
          continue;
        }
        throw new Problem(error.what === 'order' ? 'version_conflict' : 'unavailable', {
          headers: { 'Retry-After': '1' },
        });
      }
      if (!(error instanceof Problem)) throw error;
      return await earlierAnswer(call, orderId, error);
    }
  }
}

async function earlierAnswer(call: Call<unknown>, orderId: string | null, refusal: Problem): Promise<Reply> {
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
