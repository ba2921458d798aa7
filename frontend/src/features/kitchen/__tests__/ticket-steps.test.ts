import { describe, expect, test } from 'vitest';
import { allDayCounts } from '../all-day';
import { ageLevel, minutesSince } from '../ticket-age';
import { bumped, nextItemStatus, nextTicketStatus, recalled, stepsBack, withItemAt } from '../ticket-steps';
import { moveSelection } from '../use-bump-keys';
import { makeItem, makeTicket } from './make-ticket';

describe('KDS-01 steps', () => {
  test('KDS-01 a bump goes queued, preparing, ready, served, and ends there', () => {
    expect(
      (['QUEUED', 'PREPARING', 'READY', 'SERVED', 'VOIDED'] as const).map((status) =>
        nextTicketStatus(status),
      ),
    ).toEqual(['PREPARING', 'READY', 'SERVED', null, null]);
  });

  test('T-41 at a station of one bump a ticket is finished at once, and taking that back leads all the way', () => {
    expect(nextTicketStatus('QUEUED', true)).toBe('SERVED');
    expect(nextTicketStatus('PREPARING', true)).toBe('SERVED');
    expect(nextTicketStatus('SERVED', true)).toBeNull();
    expect(stepsBack('SERVED', 'QUEUED')).toBe(3);
    expect(stepsBack('PREPARING', 'PREPARING')).toBe(1);
  });

  test('KDS-01 a tap on an item prepares it, finishes it, and takes a slip back', () => {
    expect((['QUEUED', 'PREPARING', 'READY', 'VOIDED'] as const).map(nextItemStatus)).toEqual([
      'PREPARING',
      'READY',
      'PREPARING',
      null,
    ]);
  });

  test('KDS-01 a bump pulls along what is behind and leaves voided items alone', () => {
    const ticket = makeTicket({
      items: [makeItem({ status: 'QUEUED' }), makeItem({ status: 'READY' }), makeItem({ status: 'VOIDED' })],
    });
    const after = bumped(ticket, 'READY');
    expect(after.items.map(({ status }) => status)).toEqual(['READY', 'READY', 'VOIDED']);
    expect(after.status).toBe('READY');
  });

  test('KDS-01 the ticket follows its items', () => {
    const ticket = makeTicket({ items: [makeItem({ id: 'a' }), makeItem({ id: 'b' })] });
    const one = withItemAt(ticket, 'a', 'READY');
    expect(one.status).toBe('PREPARING');
    expect(withItemAt(one, 'b', 'READY').status).toBe('READY');
  });

  test('KDS-01 recall undoes a bump', () => {
    const before = makeTicket({ status: 'READY', items: [makeItem({ status: 'READY' })] });
    expect(recalled(bumped(before, 'SERVED'))).toEqual(before);
  });

  test('KDS-01 nothing is recalled from a ticket nobody has begun', () => {
    expect(recalled(makeTicket())).toBeNull();
  });
});

describe('KDS-01 all-day counts', () => {
  test('KDS-01 add up over tickets, by variant, with their modifiers', () => {
    const tickets = [
      makeTicket({
        items: [
          makeItem({ name: 'Es kopi susu', quantity: 2, modifiers: [{ name: 'Tanpa gula', quantity: 1 }] }),
          makeItem({ name: 'Teh', variantName: 'Panas' }),
        ],
      }),
      makeTicket({
        items: [
          makeItem({
            name: 'Es kopi susu',
            quantity: 3,
            status: 'PREPARING',
            modifiers: [{ name: 'Tanpa gula', quantity: 2 }],
          }),
          makeItem({ name: 'Teh', variantName: 'Dingin', quantity: 4 }),
        ],
      }),
    ];
    expect(allDayCounts(tickets).map(({ key, ...row }) => row)).toEqual([
      {
        name: 'Es kopi susu',
        variantName: null,
        quantity: 5,
        preparing: 3,
        modifiers: [{ name: 'Tanpa gula', quantity: 8, isLeftOut: false }],
      },
      { name: 'Teh', variantName: 'Dingin', quantity: 4, preparing: 0, modifiers: [] },
      { name: 'Teh', variantName: 'Panas', quantity: 1, preparing: 0, modifiers: [] },
    ]);
  });

  test('T-34 the usual is not counted, and what is to be left out is', () => {
    const modifiers = [
      { name: 'Es normal', quantity: 1, isDefault: true },
      { name: 'Boba', quantity: 0, isDefault: true },
    ];
    const items = [makeItem({ quantity: 2, modifiers }), makeItem({ modifiers: modifiers.slice(0, 1) })];
    expect(allDayCounts([makeTicket({ items })])).toMatchObject([
      { quantity: 3, modifiers: [{ name: 'Boba', quantity: 2, isLeftOut: true }] },
    ]);
  });

  test('KDS-01 ready, served and voided items are no longer to be made', () => {
    const items = (['READY', 'SERVED', 'VOIDED'] as const).map((status) => makeItem({ status }));
    expect(allDayCounts([makeTicket({ items })])).toEqual([]);
  });

  test('KDS-01 weights add up without binary dust', () => {
    const ticket = makeTicket({ items: [makeItem({ quantity: 0.1 }), makeItem({ quantity: 0.2 })] });
    expect(allDayCounts([ticket])[0]?.quantity).toBe(0.3);
  });
});

describe('KDS-01 age', () => {
  test('KDS-01 tints at 5, 10 and 15 minutes where a station counts 10 as late', () => {
    expect([0, 4, 5, 9, 10, 14, 15, 60].map((minutes) => ageLevel(minutes))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3,
    ]);
  });

  test('KDS-01 follows the station own limit', () => {
    expect([2, 3, 6, 9].map((minutes) => ageLevel(minutes, 6))).toEqual([0, 1, 2, 3]);
  });

  test('KDS-01 is never negative on a device whose clock runs behind', () => {
    expect(minutesSince('2026-11-21T03:10:00.000Z', Date.parse('2026-11-21T03:00:00.000Z'))).toBe(0);
  });
});

describe('KDS-01 bump bar', () => {
  test('KDS-01 arrows stay on the board', () => {
    expect(moveSelection(-1, 1, 3)).toBe(0);
    expect(moveSelection(-1, -1, 3)).toBe(2);
    expect(moveSelection(2, 1, 3)).toBe(2);
    expect(moveSelection(0, -1, 3)).toBe(0);
    expect(moveSelection(1, 1, 0)).toBe(-1);
  });
});
