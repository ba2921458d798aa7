import { describe, expect, test } from 'vitest';
import { stationChooser } from '../kitchen-station';

const station = (id: string, outletId: string | null, name = id) => ({ id, outletId, name });
const category = (id: string, needs = true, parentId: string | null = null) => ({
  id,
  parentId,
  needsPreparation: needs,
});
const product = (over: Partial<Parameters<ReturnType<typeof stationChooser>>[0]> = {}) => ({
  stationId: null,
  categoryId: null,
  needsPreparation: null,
  ...over,
});

describe('where a product is prepared', () => {
  const stations = [
    station('dapur-1', 'one', 'Dapur'),
    station('bar', null, 'Bar'),
    station('dapur-2', 'two', 'dapúr'),
  ];

  test('F-18 KDS-01 without a station of its own it goes to the outlet’s first', () => {
    expect(stationChooser(stations, [], 'one')(product())).toBe('dapur-1');
    expect(stationChooser(stations, [], 'two')(product())).toBe('bar');
    expect(stationChooser(stations, [], 'three')(product())).toBe('bar');
  });

  test('F-18 a station of another outlet stands for the one of its name here, else for the outlet’s first', () => {
    const there = product({ stationId: 'dapur-1' });
    expect(stationChooser(stations, [], 'two')(there)).toBe('dapur-2');
    expect(stationChooser(stations, [], 'three')(there)).toBe('bar');
    expect(stationChooser(stations, [], 'one')(product({ stationId: 'gone' }))).toBe('dapur-1');
  });

  test('F-18 what was chosen for this outlet goes first', () => {
    expect(stationChooser(stations, [], 'one')(product({ stationId: 'dapur-1' }), 'bar')).toBe('bar');
  });

  test('F-18 nothing to prepare reaches no kitchen: by the product’s word, its category’s or one above', () => {
    const shelf = [category('shelf', false), category('drinks', true, 'shelf'), category('food')];
    const choose = stationChooser(stations, shelf, 'one');
    expect(choose(product({ needsPreparation: false }))).toBeNull();
    expect(choose(product({ needsPreparation: false, stationId: 'bar' }))).toBe('bar');
    expect(choose(product({ categoryId: 'shelf' }))).toBeNull();
    expect(choose(product({ categoryId: 'drinks' }))).toBeNull();
    expect(choose(product({ categoryId: 'drinks', needsPreparation: true }))).toBe('dapur-1');
    expect(choose(product({ categoryId: 'drinks', stationId: 'bar' }))).toBe('bar');
    expect(choose(product({ categoryId: 'food' }))).toBe('dapur-1');
  });

  test('F-18 an outlet without any station makes no tickets', () => {
    expect(stationChooser([], [], 'one')(product())).toBeNull();
    expect(stationChooser([station('s', 'two')], [], 'one')(product({ stationId: 's' }))).toBeNull();
  });
});
