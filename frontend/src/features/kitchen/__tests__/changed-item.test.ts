import { expect, test } from 'vitest';
import { hasChanges, whatItWas } from '../changed-item';
import { slotsWanted } from '../ticket-size';
import { makeItem, makeTicket } from './make-ticket';

const was = {
  quantity: 2,
  variantName: 'Besar',
  modifiers: [
    { name: 'Gula normal', quantity: 1 },
    { name: 'Extra shot', quantity: 2 },
  ],
  note: 'panas',
};
const changed = makeItem({
  change: 'CHANGED',
  was,
  variantName: 'Kecil',
  modifiers: [{ name: 'Gula normal', quantity: 1 }],
  note: 'panas',
});

test('T-21 of a changed line the kitchen reads how many there were and what of it is another thing now', () => {
  expect(whatItWas(changed)).toEqual({ quantity: 2, details: ['Besar', '2× Extra shot'] });
  expect(whatItWas(makeItem({ change: 'VOIDED', status: 'VOIDED' }))).toBeNull();
  expect(whatItWas(makeItem())).toBeNull();
});

test('T-21 a ticket is marked while something that was changed is still to be made', () => {
  expect(hasChanges(makeTicket({ items: [makeItem(), changed] }))).toBe(true);
  expect(hasChanges(makeTicket({ items: [makeItem(), { ...changed, status: 'READY' }] }))).toBe(false);
  expect(hasChanges(makeTicket())).toBe(false);
});

test('T-21 T-40 what a change adds to a ticket is reckoned in its room', () => {
  const [grid, room] = [
    { columns: 4, rows: 4 },
    { width: 1300, height: 800 },
  ];
  const wanted = (change: boolean): number =>
    slotsWanted(
      makeTicket({ items: Array.from({ length: 4 }, () => (change ? changed : makeItem())) }),
      grid,
      room,
    );
  expect(wanted(true)).toBeGreaterThan(wanted(false));
});
