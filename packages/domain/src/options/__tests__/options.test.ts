import { describe, expect, test } from 'vitest';
import {
  allGroupsOf,
  carryOptions,
  groupsFor,
  lineOptions,
  listedOptions,
  takenOptions,
  usualOptions,
} from '..';
import type { MenuModifierGroupDto } from '../../dto';

const option = (id: string, extra: object = {}) => ({
  id,
  name: id,
  price: 0,
  default: false,
  available: true,
  ...extra,
});
const group = (id: string, min: number, max: number, options: ReturnType<typeof option>[]) =>
  ({ id, name: id, min, max, options }) satisfies MenuModifierGroupDto;

const SUGAR = group('sugar', 1, 1, [option('normal', { default: true }), option('less'), option('none')]);
const ICE = group('ice', 1, 1, [option('ice', { default: true }), option('little ice')]);
const SIDES = group('sides', 0, 3, [
  option('sambal', { default: true }),
  option('kerupuk', { default: true }),
  option('egg', { price: 5_000 }),
]);
const ALL = new Map([SUGAR, ICE, SIDES].map((entry) => [entry.id, entry]));
const COFFEE = {
  modifierGroupIds: ['ice', 'sugar', 'removed'],
  modifierGroupVariants: [{ groupId: 'ice', variantIds: ['cold', 'blended'] }],
};
const ids = (groups: readonly { id: string }[]) => groups.map(({ id }) => id);
const once = (...chosen: string[]) => new Map(chosen.map((id) => [id, 1]));

describe('T-22 groups tied to variants', () => {
  test.each([
    ['cold', ['ice', 'sugar']],
    ['blended', ['ice', 'sugar']],
    ['hot', ['sugar']],
    [null, ['sugar']],
  ])('T-22 in variant %s a product offers %j', (variant, offered) => {
    expect(ids(groupsFor(COFFEE, variant, ALL))).toEqual(offered);
  });

  test('T-22 without ties every variant offers all, and what some variant offers is known', () => {
    expect(ids(groupsFor({ ...COFFEE, modifierGroupVariants: [] }, 'hot', ALL))).toEqual(['ice', 'sugar']);
    expect(ids(groupsFor({ modifierGroupIds: ['ice'] }, 'hot', ALL))).toEqual(['ice']);
    expect(ids(allGroupsOf(COFFEE, ALL))).toEqual(['ice', 'sugar']);
  });

  test('T-22 another variant keeps what still applies, drops what does not, and begins new groups as usual', () => {
    const [hot, cold] = [groupsFor(COFFEE, 'hot', ALL), groupsFor(COFFEE, 'cold', ALL)];
    expect([...carryOptions(once('none', 'little ice'), cold, hot)]).toEqual([['none', 1]]);
    expect([...carryOptions(once('none'), hot, cold)]).toEqual([
      ['none', 1],
      ['ice', 1],
    ]);
    // A usual option that was taken out on purpose does not come back by itself.
    expect([...carryOptions(new Map(), cold, cold)]).toEqual([]);
  });
});

describe('T-34 what departs from the usual', () => {
  const listed = (...chosen: string[]) =>
    listedOptions(lineOptions([SUGAR, ICE, SIDES], once(...chosen))).map(
      ({ name, quantity }) => `${quantity} ${name}`,
    );
  const usual = [...usualOptions([SUGAR, ICE, SIDES]).keys()];

  test('T-34 the usual choice lists nothing', () => {
    expect(usual).toEqual(['normal', 'ice', 'sambal', 'kerupuk']);
    expect(listed(...usual)).toEqual([]);
  });

  test('T-34 another choice is listed, and what it stands for is not', () => {
    expect(listed('none', 'ice', 'sambal', 'kerupuk')).toEqual(['1 none']);
  });

  test('T-34 a usual thing that was left out is listed, beside others and alone', () => {
    expect(listed('normal', 'ice', 'sambal', 'egg')).toEqual(['0 kerupuk', '1 egg']);
    const optional = group('milk', 0, 1, [option('milk', { default: true })]);
    expect(listedOptions(lineOptions([optional], new Map()))).toMatchObject([{ name: 'milk', quantity: 0 }]);
  });

  test('T-34 a usual thing taken twice, or that costs something, is listed', () => {
    expect(listedOptions(lineOptions([SUGAR], new Map([['normal', 2]])))).toMatchObject([{ quantity: 2 }]);
    const oat = group('milk', 1, 1, [option('oat', { default: true, price: 8_000 })]);
    expect(listedOptions(lineOptions([oat], once('oat')))).toMatchObject([{ name: 'oat', isDefault: true }]);
  });

  test('T-34 lines of earlier versions, which do not know, list everything', () => {
    expect(listedOptions([{ name: 'normal', quantity: 1 }])).toHaveLength(1);
  });

  test('T-34 what was left out is no option of the line', () => {
    expect(takenOptions(lineOptions([SIDES], once('egg'))).map(({ name }) => name)).toEqual(['egg']);
  });

  test('T-34 no more is usual than a group allows and than there is', () => {
    const many = group('many', 0, 1, [
      option('gone', { default: true, available: false }),
      option('first', { default: true }),
      option('second', { default: true }),
    ]);
    expect([...usualOptions([many]).keys()]).toEqual(['first']);
  });
});
