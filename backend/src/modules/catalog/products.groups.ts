import type { GroupVariantsDto, Id, ProductBody, ProductDto, VariantBody } from '@meja/domain';
import type { FieldIssue } from '../../platform/http';
import { repeatedIssues } from './catalog.rules';

export type ProductGroups = Pick<ProductDto, 'modifierGroupIds' | 'modifierGroupVariants'>;

/**
 * The groups that living variants offer, ties in the order of groups and variants. A group all of whose variants are
 * gone is offered by none, and so is none of the product's.
 */
export function offeredGroups(
  groupIds: readonly Id[],
  ties: readonly GroupVariantsDto[],
  variants: readonly { id?: Id }[],
): ProductGroups {
  const tied = new Map(ties.map(({ groupId, variantIds }) => [groupId, new Set(variantIds)]));
  const modifierGroupVariants = groupIds.flatMap((groupId) => {
    const named = tied.get(groupId);
    if (!named) return [];
    const variantIds = variants.flatMap(({ id }) => (id !== undefined && named.has(id) ? [id] : []));
    return [{ groupId, variantIds }];
  });
  const gone = new Set(
    modifierGroupVariants.filter(({ variantIds }) => !variantIds.length).map(({ groupId }) => groupId),
  );
  return {
    modifierGroupIds: groupIds.filter((id) => !gone.has(id)),
    modifierGroupVariants: modifierGroupVariants.filter(({ groupId }) => !gone.has(groupId)),
  };
}

type Change = Partial<Pick<ProductBody, 'modifierGroupIds' | 'modifierGroupVariants' | 'variants'>>;
const NONE: ProductGroups & { variants: VariantBody[] } = {
  modifierGroupIds: [],
  modifierGroupVariants: [],
  variants: [],
};

/** The groups that a change leaves a product with. Ties that it doesn't name stay with the groups that do. */
export function groupsAfter(change: Change, before = NONE): ProductGroups {
  return offeredGroups(
    change.modifierGroupIds ?? before.modifierGroupIds,
    change.modifierGroupVariants ?? before.modifierGroupVariants,
    change.variants ?? before.variants,
  );
}

/** A body with its ties in the order in which they are answered, so that the same content is found to be the same. */
export function inOrder<T extends Change>(body: T, before: Parameters<typeof groupsAfter>[1] = NONE): T {
  if (!body.modifierGroupVariants) return body;
  return { ...body, modifierGroupVariants: groupsAfter(body, before).modifierGroupVariants };
}

/** Ties that name no group or no variant of the product, or name one twice. */
export function tieIssues(change: Change, before: Parameters<typeof groupsAfter>[1] = NONE): FieldIssue[] {
  const ties = change.modifierGroupVariants;
  if (!ties) return [];
  const groups = new Set(change.modifierGroupIds ?? before.modifierGroupIds);
  const variants = new Set((change.variants ?? before.variants).map(({ id }) => id));
  const path = (index: number, rest: string) => `modifierGroupVariants.${index}.${rest}`;
  return [
    ...repeatedIssues(ties.map(({ groupId }, index) => ({ path: path(index, 'groupId'), value: groupId }))),
    ...ties.flatMap(({ groupId, variantIds }, index): FieldIssue[] => [
      ...(groups.has(groupId) ? [] : [{ path: path(index, 'groupId'), code: 'unknown_reference' as const }]),
      ...repeatedIssues(
        variantIds.map((value, place) => ({ path: path(index, `variantIds.${place}`), value })),
      ),
      ...variantIds.flatMap((id, place): FieldIssue[] =>
        variants.has(id) ? [] : [{ path: path(index, `variantIds.${place}`), code: 'unknown_reference' }],
      ),
    ]),
  ];
}
