import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KITCHEN_STATUSES, LANGUAGES, ORDER_STATUSES, PAYMENT_STATUSES, type OrderStatus } from '../../dto';
import {
  canMoveInKitchen,
  canTransition,
  deriveOrderStatus,
  deriveTicketStatus,
  explainRefusal,
  isPossible,
  nextStates,
  ORDER_TRANSITIONS,
  paymentStatus,
  recallState,
  refusalText,
  type OrderStates,
} from '..';

const statuses = fc.constantFrom(...ORDER_STATUSES);

describe('SELL-01 the order’s machine', () => {
  test('SELL-01 the ordinary way and the short cuts', () => {
    const way: OrderStatus[] = ['DRAFT', 'OPEN', 'PREPARING', 'READY', 'SERVED', 'COMPLETED'];
    way.slice(1).forEach((to, index) => expect(canTransition(way[index] as OrderStatus, to)).toBe(true));
    for (const to of ['READY', 'SERVED', 'COMPLETED'] as const) expect(canTransition('OPEN', to)).toBe(true);
    expect(canTransition('READY', 'PREPARING')).toBe(true);
    expect(canTransition('SERVED', 'READY')).toBe(true);
  });

  test('SELL-01 every pair of states, drawn', () => {
    const drawn = ORDER_STATUSES.map(
      (from) => ORDER_STATUSES.map((to) => (canTransition(from, to) ? 'x' : '.')).join('') + ` ${from}`,
    );
    expect(drawn).toEqual([
      '.x....x DRAFT',
      '..xxxxx OPEN',
      '...x..x PREPARING',
      '..x.x.x READY',
      '..xx.xx SERVED',
      '....... COMPLETED',
      '....... VOIDED',
    ]);
  });

  test('SELL-01 an order that took money is refunded, not voided', () => {
    expect(canTransition('OPEN', 'VOIDED', { paid: true })).toBe(false);
    expect(nextStates('SERVED', { paid: true })).toEqual(['PREPARING', 'READY', 'COMPLETED']);
    expect(explainRefusal('OPEN', 'VOIDED', { paid: true })).toBe('paid');
  });

  test('SELL-01 a refusal says why, exactly where a move is illegal, in both languages', () => {
    fc.assert(
      fc.property(statuses, statuses, fc.boolean(), (from, to, paid) => {
        const reason = explainRefusal(from, to, { paid });
        expect(reason === null).toBe(canTransition(from, to, { paid }));
        if (reason)
          for (const language of LANGUAGES) expect(refusalText(reason, language).length).toBeGreaterThan(10);
      }),
    );
    expect(explainRefusal('COMPLETED', 'OPEN')).toBe('already_completed');
    expect(explainRefusal('VOIDED', 'OPEN')).toBe('already_voided');
    expect(explainRefusal('DRAFT', 'READY')).toBe('not_sent');
    expect(explainRefusal('PREPARING', 'COMPLETED')).toBe('not_next');
    expect(explainRefusal('OPEN', 'OPEN')).toBe('same_state');
  });
});

describe('KDS-01 the kitchen’s machine', () => {
  test('KDS-01 forward, and one step back by recall', () => {
    expect(canMoveInKitchen('QUEUED', 'PREPARING')).toBe(true);
    expect(canMoveInKitchen('SERVED', 'QUEUED')).toBe(false);
    expect(canMoveInKitchen('VOIDED', 'QUEUED')).toBe(false);
    expect(KITCHEN_STATUSES.map(recallState)).toEqual([null, 'QUEUED', 'PREPARING', 'READY', null]);
    for (const from of KITCHEN_STATUSES) {
      const back = recallState(from);
      if (back) expect(canMoveInKitchen(from, back)).toBe(true);
    }
  });

  test('KDS-01 a ticket is as far as its slowest item, and being prepared once any was begun', () => {
    expect(deriveTicketStatus(['QUEUED', 'QUEUED'])).toBe('QUEUED');
    expect(deriveTicketStatus(['QUEUED', 'READY'])).toBe('PREPARING');
    expect(deriveTicketStatus(['READY', 'SERVED'])).toBe('READY');
    expect(deriveTicketStatus(['SERVED', 'VOIDED'])).toBe('SERVED');
    expect(deriveTicketStatus(['VOIDED'])).toBe('VOIDED');
    expect(deriveTicketStatus([])).toBe('VOIDED');
  });
});

describe('SELL-01 payment state and derived state', () => {
  test('PAY-05 payment state from total, paid and refunded', () => {
    expect(paymentStatus({ total: 100, paid: 0, refunded: 0 })).toBe('UNPAID');
    expect(paymentStatus({ total: 100, paid: 40, refunded: 0 })).toBe('PARTIALLY_PAID');
    expect(paymentStatus({ total: 100, paid: 100, refunded: 0 })).toBe('PAID');
    expect(paymentStatus({ total: 0, paid: 0, refunded: 0 })).toBe('PAID');
    expect(paymentStatus({ total: 100, paid: 100, refunded: 40 })).toBe('PARTIALLY_REFUNDED');
    expect(paymentStatus({ total: 100, paid: 100, refunded: 100 })).toBe('REFUNDED');
  });

  test('SELL-01 the order follows the kitchen and closes when served and paid', () => {
    expect(deriveOrderStatus(['QUEUED', null], 'UNPAID', 'OPEN')).toBe('OPEN');
    expect(deriveOrderStatus(['PREPARING', 'QUEUED'], 'UNPAID', 'OPEN')).toBe('PREPARING');
    expect(deriveOrderStatus(['READY', null], 'PAID', 'PREPARING')).toBe('READY');
    expect(deriveOrderStatus(['SERVED'], 'PARTIALLY_PAID', 'READY')).toBe('SERVED');
    expect(deriveOrderStatus(['SERVED', null], 'PAID', 'READY')).toBe('COMPLETED');
    expect(deriveOrderStatus([null, null], 'PAID', 'OPEN')).toBe('COMPLETED');
    expect(deriveOrderStatus([null], 'UNPAID', 'OPEN')).toBe('OPEN');
    expect(deriveOrderStatus(['SERVED', 'QUEUED'], 'UNPAID', 'SERVED')).toBe('PREPARING');
    expect(deriveOrderStatus(['QUEUED'], 'PAID', 'DRAFT')).toBe('DRAFT');
    expect(deriveOrderStatus([], 'PAID', 'OPEN')).toBe('OPEN');
  });

  test('F-06 SELL-08 nothing left never makes an order voided by itself, and never completed', () => {
    const voided = fc.array(fc.constant('VOIDED' as const), { maxLength: 4 });
    fc.assert(
      fc.property(voided, fc.constantFrom(...PAYMENT_STATUSES), statuses, (states, payment, current) => {
        expect(deriveOrderStatus(states, payment, current)).toBe(current);
      }),
    );
  });

  test('F-06 SELL-01 states that cannot be together are not possible', () => {
    const open: OrderStates = {
      status: 'OPEN',
      paymentStatus: 'UNPAID',
      isSubmitted: true,
      isCompleted: false,
      isVoided: false,
      isSold: false,
    };
    const voided: OrderStates = { ...open, status: 'VOIDED', isVoided: true };
    const paid: OrderStates = { ...open, paymentStatus: 'PAID', isSold: true };
    const completed: OrderStates = { ...paid, status: 'COMPLETED', isCompleted: true };
    const draft: OrderStates = { ...open, status: 'DRAFT', isSubmitted: false };
    for (const states of [open, voided, { ...voided, isSubmitted: false }, paid, completed, draft])
      expect(isPossible(states)).toBe(true);
    const refused: OrderStates[] = [
      { ...voided, paymentStatus: 'PAID', isSold: true },
      { ...voided, paymentStatus: 'PAID' },
      { ...voided, isVoided: false },
      { ...open, isVoided: true },
      { ...open, isSold: true },
      { ...paid, isSold: false },
      { ...completed, isCompleted: false },
      { ...completed, paymentStatus: 'UNPAID', isSold: false },
      { ...draft, paymentStatus: 'PAID', isSold: true },
      { ...draft, isSubmitted: true },
    ];
    for (const states of refused) expect(isPossible(states)).toBe(false);
  });

  test('SELL-01 a derived state is the present one or can be reached by legal moves', () => {
    const reach = (from: OrderStatus, seen = new Set<OrderStatus>([from])): Set<OrderStatus> => {
      for (const to of ORDER_TRANSITIONS[from]) if (!seen.has(to)) reach(to, seen.add(to));
      return seen;
    };
    const items = fc.array(fc.constantFrom(null, ...KITCHEN_STATUSES), { maxLength: 5 });
    fc.assert(
      fc.property(items, fc.constantFrom(...PAYMENT_STATUSES), statuses, (states, payment, current) => {
        expect(reach(current).has(deriveOrderStatus(states, payment, current))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
