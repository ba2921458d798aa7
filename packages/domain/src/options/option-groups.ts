import type { Id } from '../dto/common.dto';
import type { MenuModifierGroupDto, MenuProductDto } from '../dto/menu.dto';
import type { LineModifier, PricedModifier } from './line-options';

type Group = MenuModifierGroupDto;
/** `modifierGroupVariants` is left out by the version before. */
type Offering = Pick<MenuProductDto, 'modifierGroupIds'> &
  Partial<Pick<MenuProductDto, 'modifierGroupVariants'>>;

/**
 * The option groups that a product offers in one of its variants, in their order: those tied to other variants are
 * neither offered nor required. `variantId` null: no variant, or none chosen yet, so only what every variant has.
 */
export function groupsFor(
  product: Offering,
  variantId: Id | null,
  groups: ReadonlyMap<string, Group>,
): Group[] {
  const ties = new Map(product.modifierGroupVariants?.map((tie) => [tie.groupId, tie.variantIds]));
  return product.modifierGroupIds.flatMap((id) => {
    const tie = ties.get(id);
    if (tie && !(variantId !== null && tie.includes(variantId))) return [];
    return groups.get(id) ?? [];
  });
}

/** Every group that some variant of a product offers. */
export function allGroupsOf(
  product: Pick<Offering, 'modifierGroupIds'>,
  groups: ReadonlyMap<string, Group>,
): Group[] {
  return product.modifierGroupIds.flatMap((id) => groups.get(id) ?? []);
}

/** What is usual in these groups: their defaults that are there, as many as a group allows, each once. */
export function usualOptions(groups: readonly Group[]): Map<Id, number> {
  return new Map(
    groups.flatMap((group) =>
      group.options
        .filter((option) => option.default && option.available)
        .slice(0, group.max)
        .map(({ id }) => [id, 1] as const),
    ),
  );
}

/** How many options of a group are chosen, repetitions counted. */
export function chosenIn(
  group: Group,
  modifiers: readonly Pick<PricedModifier, 'optionId' | 'quantity'>[],
): number {
  const ids = new Set(group.options.map(({ id }) => id));
  return modifiers.reduce((sum, { optionId, quantity }) => sum + (ids.has(optionId) ? quantity : 0), 0);
}

/**
 * A choice carried from the groups of one variant to those of another: what is offered there too stays, and a group
 * that comes new begins with what is usual.
 */
export function carryOptions(
  chosen: ReadonlyMap<Id, number>,
  from: readonly Group[],
  to: readonly Group[],
): Map<Id, number> {
  const before = new Set(from.map(({ id }) => id));
  const offered = new Set(to.flatMap(({ options }) => options.map(({ id }) => id)));
  return new Map([
    ...[...chosen].filter(([id]) => offered.has(id)),
    ...usualOptions(to.filter(({ id }) => !before.has(id))),
  ]);
}

/**
 * What a line keeps of a choice, in the groups' order: each option taken, with whether it was the usual one, and each
 * usual one that was left out, with quantity 0. Where one thing alone can be chosen, another choice says that by itself.
 */
export function lineOptions(groups: readonly Group[], chosen: ReadonlyMap<Id, number>): LineModifier[] {
  return groups.flatMap((group) => {
    const isSwapped = group.max === 1 && group.options.some(({ id }) => (chosen.get(id) ?? 0) > 0);
    return group.options.flatMap((option): LineModifier[] => {
      const quantity = chosen.get(option.id) ?? 0;
      if (quantity === 0 && (!option.default || isSwapped)) return [];
      const { id: optionId, name, price, default: isDefault } = option;
      return [{ optionId, name, price, quantity, isDefault }];
    });
  });
}
