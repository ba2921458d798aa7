import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KITCHEN_STATUSES } from '../../dto';
import type { KitchenStatus } from '../../dto';
import { canMoveInKitchen, deriveTicketStatus, moveItem, moveTicket, planStep, recallTicket } from '..';
import type { ItemState, KitchenAction, Step } from '..';

const ticketOf = (...statuses: KitchenStatus[]): ItemState[] =>
  statuses.map((status, index) => ({ id: `item-${index}`, status }));
const anyTicket = fc
  .array(fc.constantFrom(...KITCHEN_STATUSES), { minLength: 1, maxLength: 6 })
  .map((statuses) => ticketOf(...statuses));
const anyTarget = fc.constantFrom<KitchenStatus>('PREPARING', 'READY', 'SERVED');

function apply(items: ItemState[], step: Step): KitchenStatus[] {
  if (!step.ok) throw new Error(`refused: ${step.reason}`);
  return items.map((item) => step.changes.find(({ id }) => id === item.id)?.status ?? item.status);
}

describe('KDS-01 kitchen steps', () => {
  test('KDS-01 no step moves an item in a way the machine does not allow, and none revives a voided one', () => {
    const steps = fc.oneof(
      anyTarget.map((to) => (items: ItemState[]) => moveTicket(items, to)),
      fc.constant((items: ItemState[]) => recallTicket(items)),
    );
    fc.assert(
      fc.property(anyTicket, steps, (items, take) => {
        const step = take(items);
        if (!step.ok) return;
        for (const { id, status } of step.changes) {
          expect(canMoveInKitchen(items.find((item) => item.id === id)!.status, status)).toBe(true);
        }
      }),
    );
  });

  test('KDS-01 a ticket moved forward is at least there, and the same step again changes nothing', () => {
    fc.assert(
      fc.property(anyTicket, anyTarget, (items, to) => {
        const from = deriveTicketStatus(items.map(({ status }) => status));
        const step = moveTicket(items, to);
        if (from === 'VOIDED') {
          expect(step).toMatchObject({ ok: false, reason: 'voided' });
          return;
        }
        if (!step.ok) {
          expect(canMoveInKitchen(from, to)).toBe(false);
          return;
        }
        const after = items.map((item, index) => ({ id: item.id, status: apply(items, step)[index]! }));
        const order = KITCHEN_STATUSES.indexOf(deriveTicketStatus(after.map(({ status }) => status)));
        if (KITCHEN_STATUSES.indexOf(to) >= KITCHEN_STATUSES.indexOf(from)) {
          expect(order).toBeGreaterThanOrEqual(KITCHEN_STATUSES.indexOf(to));
        }
        expect(moveTicket(after, to)).toEqual({ ok: true, changes: [] });
      }),
    );
  });

  test('KDS-01 a bump takes along what is behind and leaves what is ahead', () => {
    const items = ticketOf('QUEUED', 'PREPARING', 'SERVED', 'VOIDED');
    expect(apply(items, moveTicket(items, 'READY'))).toEqual(['READY', 'READY', 'SERVED', 'VOIDED']);
  });

  test('KDS-01 a recall takes a ticket one step back and says so where there is nothing to take back', () => {
    const served = ticketOf('SERVED', 'SERVED', 'VOIDED');
    expect(apply(served, recallTicket(served))).toEqual(['READY', 'READY', 'VOIDED']);
    const mixed = ticketOf('QUEUED', 'READY');
    expect(apply(mixed, recallTicket(mixed))).toEqual(['QUEUED', 'PREPARING']);
    expect(recallTicket(ticketOf('QUEUED'))).toEqual({
      ok: false,
      to: 'QUEUED',
      reason: 'nothing_to_recall',
    });
    expect(recallTicket(ticketOf('VOIDED'))).toMatchObject({ ok: false, reason: 'voided' });
  });

  test('KDS-01 an item goes back one step, not two', () => {
    const [served] = ticketOf('SERVED');
    expect(moveItem(served!, 'READY')).toEqual({ ok: true, changes: [{ id: 'item-0', status: 'READY' }] });
    expect(moveItem(served!, 'PREPARING')).toEqual({ ok: false, to: 'PREPARING', reason: 'too_far_back' });
    expect(moveItem(served!, 'SERVED')).toEqual({ ok: true, changes: [] });
    expect(moveItem(ticketOf('VOIDED')[0]!, 'READY')).toMatchObject({ reason: 'voided' });
  });

  test('KDS-06 a plan, looked up by the states that are found, is the step itself', () => {
    const anyAction = fc.oneof(
      fc.record({ kind: fc.constant('ticket' as const), to: anyTarget }),
      fc.record({ kind: fc.constant('item' as const), to: anyTarget }),
      fc.constant<KitchenAction>({ kind: 'recall' }),
    );
    const step = (items: ItemState[], action: KitchenAction): Step => {
      if (action.kind === 'recall') return recallTicket(items);
      return action.kind === 'ticket' ? moveTicket(items, action.to) : moveItem(items[0]!, action.to);
    };
    fc.assert(
      fc.property(anyTicket, anyAction, (items, action) => {
        const asked = action.kind === 'item' ? items.slice(0, 1) : items;
        const plan = planStep(action)[deriveTicketStatus(asked.map(({ status }) => status))];
        const planned =
          'reason' in plan
            ? { ok: false, ...plan }
            : {
                ok: true,
                changes: asked.flatMap(({ id, status }) =>
                  plan.next[status] ? [{ id, status: plan.next[status] }] : [],
                ),
              };
        expect(planned).toEqual(step(items, action));
      }),
    );
  });
});
