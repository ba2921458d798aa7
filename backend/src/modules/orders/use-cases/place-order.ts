import { businessDate, judgeSaleTime } from '@meja/domain';
import type { CreateOrderBody } from '@meja/domain';
import { newId } from '../../../lib/id';
import { Problem, invalid, notFound } from '../../../platform/http';
import { freshMenuSnapshot, menuSnapshot } from '../../catalog';
import { mayUseOutlet } from '../../../platform/context';
import { buildItems } from '../build-items';
import { assertMethodTaken, assertOutletOpen, assertTypeOffered } from '../offered.rules';
import { menuLookup } from '../menu-lookup';
import type { MenuLookup } from '../menu-lookup';
import { reprice, sendItems, settleStates, startWork } from '../order-work';
import type { OrderRow } from '../orders.rows';
import type { Command, Deciding, Decision, Deed } from '../perform';
import { takePayment } from '../take-payments';

type PlaceOrder = Command<CreateOrderBody>;

/**
 * When the sale happened and whether it came late. Throws 422 at `occurredAt` for a day that has not come, and for what
 * is older than this person may enter.
 */
function saleTime({ body, actor }: PlaceOrder, windowHours: number, at: Date) {
  const occurredAt = body.occurredAt ? new Date(body.occurredAt) : at;
  const mayImport = actor.permissions.has('order:import');
  const judged = judgeSaleTime(occurredAt, at, { windowHours, mayImport });
  if (judged.ok) return { occurredAt, flags: judged.late ? (['late'] as const) : [] };
  if (judged.why === 'future') throw invalid({ path: 'occurredAt', code: 'invalid_date' });
  const min = judged.earliest.toISOString().slice(0, 10);
  throw invalid({ path: 'occurredAt', code: 'sale_too_old', params: { min } });
}

function newOrder(command: PlaceOrder, lookup: MenuLookup, at: Date, occurredAt: Date): OrderRow {
  const { body, actor } = command;
  const { currency, taxClasses, defaultTaxClass, serviceCharge, cashRounding, nonCashRounding, ...place } =
    lookup.menu.settings;
  const stamp = at.toISOString();
  return {
    id: body.id ?? newId(),
    outlet_id: body.outletId,
    number: 0,
    business_date: businessDate(occurredAt, place.timeZone, place.businessDayCutoff),
    type: body.type,
    status: 'DRAFT',
    payment_status: 'UNPAID',
    table_name: body.tableName || null,
    queue_name: body.queueName || null,
    note: body.note || null,
    discount: body.discount ?? null,
    subtotal: 0,
    discount_total: 0,
    service_charge: 0,
    tax_total: 0,
    tax_included_total: 0,
    rounding: 0,
    tip_total: 0,
    total: 0,
    paid_total: 0,
    taxes: [],
    steps: [],
    pricing_settings: { currency, taxClasses, defaultTaxClass, serviceCharge, cashRounding, nonCashRounding },
    cashier_id: actor.userId,
    cashier_name: actor.name,
    shift_id: null,
    flags: [],
    version: 1,
    request_hash: command.mark,
    occurred_at: occurredAt.toISOString(),
    submitted_at: null,
    completed_at: null,
    voided_at: null,
    void_reason: null,
    voided_by: null,
    sale_entry_id: null,
    created_at: stamp,
    updated_at: stamp,
  };
}

/** Builds and prices the order of a body, with its payments. */
function decide({ lookup, at }: Deciding, command: PlaceOrder): Decision {
  const { body, actor } = command;
  const { settings } = lookup.menu;
  const { timeZone, businessDayCutoff, lateSaleWindowHours } = settings;
  assertOutletOpen(settings);
  assertTypeOffered(settings, body.type);
  const { occurredAt, flags } = saleTime(command, lateSaleWindowHours, at);
  const order = { ...newOrder(command, lookup, at, occurredAt), flags: [...flags] };
  const items = buildItems(lookup, order.id, body.items, 0);
  const document = { order, items, payments: [] };
  const work = startWork({ actor, place: { timeZone, businessDayCutoff }, at, before: null, document });
  reprice(work);
  if (body.submit || body.payments?.length) {
    sendItems(work);
    settleStates(work);
  }
  body.payments?.forEach((payment, index) => {
    if (!actor.permissions.has('payment:take'))
      throw new Problem('forbidden', { params: { permission: 'payment:take' } });
    assertMethodTaken(settings, payment.method, `payments.${index}.`);
    takePayment(work, payment, command.mark, occurredAt, `payments.${index}.`);
  });
  return { work, isPriced: true, takesMoney: true };
}

/** A new sale, priced from the menu in memory; recording it proves that the menu was the current one. */
export const placeOrder: Deed<CreateOrderBody> = {
  async ground({ tenantId, actor, body }, isStale) {
    if (!mayUseOutlet(actor, body.outletId)) throw notFound();
    const load = isStale ? freshMenuSnapshot : menuSnapshot;
    return { lookup: menuLookup((await load(tenantId, body.outletId)).menu), before: null };
  },
  decide,
};
