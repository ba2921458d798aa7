import {
  KITCHEN_STATUSES,
  ORDER_STATUSES,
  PAYMENT_STATUSES,
  deriveOrderStatus,
  deriveTicketStatus,
} from '@meja/domain';
import type { KitchenStatus } from '@meja/domain';

/** Kitchen states of living items, each a bit of a set: 1, 2, 4, 8. */
export const LIVING = KITCHEN_STATUSES.filter((status) => status !== 'VOIDED');
/** The bit of an order's item that no kitchen prepares. */
const NOTHING_TO_COOK = 1 << LIVING.length;
export const TICKET_SETS = NOTHING_TO_COOK;
export const ORDER_SETS = NOTHING_TO_COOK * 2;

/** The living states in a set, each once. */
export const statesOf = (set: number): KitchenStatus[] => LIVING.filter((_, bit) => set & (1 << bit));
export const orderStatesOf = (set: number): (KitchenStatus | null)[] => [
  ...statesOf(set),
  ...(set & NOTHING_TO_COOK ? [null] : []),
];

const list = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(', ');
const sets = (count: number): number[] => Array.from({ length: count }, (_, set) => set);

/** SQL of the function that tells a ticket's state from the set of its items', written from `deriveTicketStatus`. */
export function ticketStateSql(): string {
  const states = sets(TICKET_SETS).map((set) => deriveTicketStatus(statesOf(set)));
  const rows = [0, 4, 8, 12].map((at) => `    ${list(states.slice(at, at + 4))}`);
  return `CREATE OR REPLACE FUNCTION kitchen_ticket_state(p_states int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY[
${rows.join(',\n')}
  ])[p_states + 1]
$$;`;
}

/**
 * SQL of the function that tells an order's state from the set of its items', its payment's and its own, written from
 * `deriveOrderStatus`: a digit per set, the place of the state in the list at the end.
 */
export function orderStateSql(): string {
  const cases = ORDER_STATUSES.flatMap((current) =>
    PAYMENT_STATUSES.map((payment) => {
      const digits = sets(ORDER_SETS)
        .map((set) => ORDER_STATUSES.indexOf(deriveOrderStatus(orderStatesOf(set), payment, current)) + 1)
        .join('');
      return `    WHEN '${current} ${payment}' THEN '${digits}'`;
    }),
  );
  return `CREATE OR REPLACE FUNCTION order_state(p_states int, p_payment text, p_current text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY[${list(ORDER_STATUSES)}])[
    substr(CASE p_current || ' ' || p_payment
${cases.join('\n')}
    END, p_states + 1, 1)::int]
$$;`;
}
