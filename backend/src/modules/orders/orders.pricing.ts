import { isDeepStrictEqual } from 'node:util';
import { PricingError, priceOrder, remainingOf as remainingOfBill, takenOptions } from '@meja/domain';
import { invalid } from '../../platform/http';
import type { OrderDocument, OrderItemRow, OrderRow } from './orders.rows';

const isLive = (item: { voided_at: string | null }) => item.voided_at === null;

/** What is left to pay of a stored order, before any rounding. */
export const remainingOf = ({ status, total, paid_total }: OrderRow): number =>
  remainingOfBill({ status, total, paidTotal: paid_total });

/**
 * Prices an order's living lines, each under the tax it was sold under, by its own snapshot of the other rules, and
 * spreads the result over order and items.
 * Rounding and tips of payments already taken stay. Pure but for the rows it returns anew.
 */
export function priceDocument(document: OrderDocument): OrderDocument {
  const { order } = document;
  const live = document.items.filter(isLive);
  try {
    const { bill, total } = priceOrder({
      type: order.type,
      lines: live.map((item) => ({
        id: item.id,
        productId: item.product_id,
        name: item.name,
        unitPrice: item.unit_price,
        quantityMilli: item.quantity_milli,
        modifiers: takenOptions(item.modifiers),
        discount: item.discount,
        taxClass: item.tax_definition,
      })),
      discount: order.discount,
      pricingSettings: order.pricing_settings,
      tipTotal: order.tip_total,
      rounding: order.rounding,
      paidTotal: order.paid_total,
    });
    const lines = new Map(bill.lines.map((line) => [line.id, line]));
    return {
      order: {
        ...order,
        subtotal: bill.subtotal,
        discount_total: bill.discountTotal,
        service_charge: bill.serviceCharge,
        tax_total: bill.taxTotal,
        tax_included_total: bill.taxIncludedTotal,
        total,
        taxes: bill.taxes,
        steps: bill.steps,
      },
      items: document.items.map((item) => {
        const line = lines.get(item.id);
        if (!line) return item;
        return {
          ...item,
          gross: line.gross,
          line_discount: line.discount,
          order_discount: line.orderDiscount,
          net: line.net,
          service: line.service,
          tax: line.tax,
          tax_included: line.taxIncluded,
          total: line.total,
        };
      }),
      payments: document.payments,
    };
  } catch (error) {
    if (!(error instanceof PricingError)) throw error;
    const index = live.findIndex((item) => item.id === error.lineId);
    throw invalid({ path: index < 0 ? 'items' : `items.${index}`, code: 'invalid_value' });
  }
}

/**
 * The steps to keep with an order: none where pricing what is on it tells them again. An order that was voided as a
 * whole, or priced by an earlier version, has steps that nothing else tells.
 */
export function stepsToKeep(document: OrderDocument, isNew: boolean): OrderRow['steps'] {
  const { steps } = document.order;
  // A new order was priced a moment ago, and nothing of it voided since.
  return isNew || isDeepStrictEqual(priceDocument(document).order.steps, steps) ? [] : steps;
}

/** An order as it was stored, with the steps of its price. */
export function withSteps(document: OrderDocument): OrderDocument {
  const { order } = document;
  if (order.steps.length > 0 || !document.items.some(isLive)) return document;
  return { ...document, order: { ...order, steps: priceDocument(document).order.steps } };
}

/** The tax to keep with a line: none where the order's rules define its class just so. */
export function taxToKeep(
  { order }: OrderDocument,
  item: OrderItemRow,
): OrderItemRow['tax_definition'] | null {
  const own = order.pricing_settings.taxClasses.find(({ code }) => code === item.tax_class);
  return own === item.tax_definition || isDeepStrictEqual(own, item.tax_definition)
    ? null
    : item.tax_definition;
}
